import { OrganizationId } from '@huitang/contracts';
import { messageOf, type Platform, type Route, route } from '@huitang/runtime';
import { z } from 'zod';
import type { Tell } from './api/client.ts';
import type { Reads } from './api/reads.ts';
import { Lang, pageRoutes } from './page-route.ts';
import { notFoundPage } from './pages/failure.ts';
import { inboxPage, inboxPath } from './pages/inbox.ts';
import { addressText } from './view.ts';

const path = '/organizations/{id}/inbox';
const params = z.object({ id: z.string() });
const MessageNumber = z.coerce.number().int().min(1);
const Before = MessageNumber.optional().catch(undefined);
const PostQuery = z.object({ lang: Lang });

/** `upTo=12`, as the form on the page sends it. */
const UP_TO = /^upTo=([1-9]\d{0,14})$/;

/** What an organization was told, and its word that it has read it, for people without scripts. */
export function inboxRoutes(platform: Platform, reads: Reads, tell: Tell, stylesheet: string): readonly Route[] {
  const render = inboxPage(reads);
  const shown = pageRoutes(
    platform,
    stylesheet,
  )({
    path,
    operationId: 'inboxPage',
    summary: 'What an organization was told in its inbox, the newest first; ?before= for older messages',
    params,
    query: z.object({ lang: Lang, before: Before }),
    here: ({ id }, { before }) => ({
      path: inboxPath(id),
      query: { before: before === undefined ? undefined : String(before) },
    }),
    async render(view, { id }, { before }) {
      return OrganizationId.safeParse(id).success ? render(view, { id, before }) : notFoundPage(view);
    },
  });

  const read = route<z.infer<typeof params>, z.infer<typeof PostQuery>, string>({
    method: 'post',
    path,
    operationId: 'readInboxPage',
    tag: 'Pages',
    summary: 'Count the messages up to one as read, from the form of the page; leads back to it',
    params,
    query: PostQuery,
    textBody: ['application/x-www-form-urlencoded'],
    body: z.string().regex(UP_TO, 'upTo=12, as a form'),
    responses: { 303: { description: 'back to the page' } },
    async handle({ params: { id }, query: { lang }, body, logger }) {
      const upTo = Number(UP_TO.exec(body)?.[1]);
      // Whatever comes of it, the page says how things are, also that there is no such organization.
      if (OrganizationId.safeParse(id).success) {
        await tell('/api/inbox/read', { organization: id, upTo }).catch((error: unknown) =>
          logger.warn({ error: messageOf(error) }, 'inbox not counted as read'),
        );
      }
      return { status: 303, headers: { Location: addressText({ path: inboxPath(id), query: { lang } }) } };
    },
  });
  return [shown, read];
}
