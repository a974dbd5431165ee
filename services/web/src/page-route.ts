import type { Language } from '@huitang/contracts';
import { Fault, isRetriable, type Logger, messageOf, type Platform, type Route, route } from '@huitang/runtime';
import { z } from 'zod';
import { markupOf } from './html.ts';
import { awayPage, brokenPage } from './pages/failure.ts';
import { layout, type Page } from './parts/layout.ts';
import { type Address, type View, viewOf } from './view.ts';

const MINUTE_MS = 60_000;
const PAGE_TYPE = 'text/html; charset=utf-8';

/** A language nobody knows is no reason to refuse a page. */
export const Lang = z.enum(['zh', 'en']).optional().catch(undefined);

interface PageSpec<P, Q> {
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly params?: z.ZodType<P>;
  readonly query: z.ZodType<Q>;
  /** The address as understood, for the links to the other language. */
  readonly here: (params: P, query: Q) => Address;
  readonly render: (view: View, params: P, query: Q) => Promise<Page>;
}

/** What cannot be rendered still becomes a page that says so; what happened goes to the log. */
function failurePage(view: View, error: unknown, logger: Logger): Page {
  const isOfTheApi = error instanceof Fault;
  const away = isRetriable(error);
  const log = { error: messageOf(error), ...(error instanceof Error && !isOfTheApi && { stack: error.stack }) };
  if (away) logger.warn(log, 'page without its data');
  else logger.error(log, 'page failed');
  return away ? awayPage(view) : brokenPage(view, isOfTheApi ? 502 : 500);
}

const responses = {
  200: { description: 'the page', contentType: PAGE_TYPE },
  404: { description: 'a page that says there is none', contentType: PAGE_TYPE },
  502: { description: 'a page that says the API’s answer cannot be used', contentType: PAGE_TYPE },
  503: { description: 'a page that says the API is away', contentType: PAGE_TYPE },
};

/** Declares routes that answer with pages in the language asked for, also when they fail. */
export const pageRoutes =
  ({ clock, installation }: Platform, stylesheet: string) =>
  <P, Q extends { readonly lang?: Language | undefined }>(spec: PageSpec<P, Q>): Route => {
    const { path, operationId, summary, params, query, here, render } = spec;
    return route<P, Q>({
      method: 'get',
      path,
      operationId,
      tag: 'Pages',
      summary,
      ...(params && { params }),
      query,
      responses,
      async handle(call) {
        const view = viewOf({
          here: here(call.params, call.query),
          chosen: call.query.lang,
          accepted: call.headers['accept-language'],
          now: Math.floor(clock.now() / MINUTE_MS),
          installation,
        });
        const page = await render(view, call.params, call.query).catch((error: unknown) =>
          failurePage(view, error, call.logger),
        );
        return {
          status: page.status,
          body: markupOf(layout(view, page, stylesheet)),
          contentType: PAGE_TYPE,
          headers: { 'Cache-Control': 'no-cache', Vary: 'Accept-Language', ...page.headers },
        };
      },
    });
  };
