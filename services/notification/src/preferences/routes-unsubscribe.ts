import { type Platform, type Reply, type Route, route } from '@huitang/runtime';
import { z } from 'zod';
import { contactOf, subjectOf } from '../contacts.ts';
import type { Preferences } from '../domain/preferences.ts';
import type { PreferenceStore } from './preference-store.ts';
import type { UnsubscribeAddresses, Unsubscription } from './unsubscribe-address.ts';
import { askingPage, donePage, unknownPage } from './unsubscribe-page.ts';

// Pages for people, also where a program asks.
const tag = 'Pages';
const path = '/u/{token}';
const params = z.object({ token: z.string().max(400) });
const HTML_TYPE = 'text/html; charset=utf-8';
const FORMS = ['application/x-www-form-urlencoded', 'multipart/form-data'];

/** The field of the form, in either form (RFC 8058 3.2). */
const ONE_CLICK = /List-Unsubscribe(?:=|"\r?\n(?:[^\r\n]+\r?\n)*\r?\n)One-Click/;

const responses = {
  200: { description: 'a page', contentType: HTML_TYPE },
  404: { description: 'an address that was not made here', contentType: HTML_TYPE },
} as const;

const html = (status: number, body: string): Reply => ({
  status,
  body,
  contentType: HTML_TYPE,
  // The address is as good as the leave it gives.
  headers: { 'Cache-Control': 'private, no-store', 'Referrer-Policy': 'no-referrer', 'X-Robots-Tag': 'noindex' },
});

const without = (preferences: Preferences, { kinds }: Unsubscription): Preferences => ({
  ...preferences,
  off: [...new Set([...preferences.off, ...kinds])],
});

/** Where the links of mails lead: a page that asks, and the POST that mail programs send by themselves (RFC 8058). */
export function unsubscribeRoutes(
  { vault }: Pick<Platform, 'vault'>,
  store: PreferenceStore,
  addresses: UnsubscribeAddresses,
): readonly Route[] {
  async function found(token: string) {
    const unsubscription = await addresses.read(token);
    const contact = unsubscription && (await contactOf(vault, subjectOf(unsubscription.organizationId)));
    if (!unsubscription || !contact) return undefined;
    const { language = contact.language } = await store.of(unsubscription.organizationId);
    return { unsubscription, name: contact.name, language };
  }

  const ask = route({
    method: 'get',
    path,
    operationId: 'askToUnsubscribe',
    tag,
    summary: 'The page behind a mail’s link to end mails like it; asks, and changes nothing',
    params,
    responses,
    async handle({ params: { token } }) {
      const known = await found(token);
      if (!known) return html(404, unknownPage());
      return html(200, askingPage(known.language, known.name, known.unsubscription.kinds));
    },
  });

  const end = route<z.infer<typeof params>, undefined, string>({
    method: 'post',
    path,
    operationId: 'unsubscribe',
    tag,
    summary: 'End mails of this kind at once, without sign-in: what mail programs send (RFC 8058)',
    params,
    textBody: FORMS,
    body: z.string().regex(ONE_CLICK, 'List-Unsubscribe=One-Click, as a form'),
    responses,
    async handle({ params: { token } }) {
      const known = await found(token);
      if (!known) return html(404, unknownPage());
      const { unsubscription, language, name } = known;
      await store.change(unsubscription.organizationId, (before) => without(before, unsubscription));
      return html(200, donePage(language, name, unsubscription.kinds));
    },
  });
  return [ask, end];
}
