import { timestampOf } from '@huitang/contracts';
import { type Clock, messageOf, type Reply } from '@huitang/runtime';
import { type FeedCall, type FeedReading, notFound, notNow } from '../answer-feed.ts';
import type { ReadyFeed } from '../ready-feed.ts';
import { type FeedToken, opens, parseToken } from './feed-token.ts';
import type { TokenStore } from './token-store.ts';

/** An address that is a secret is told to nobody else, and nothing of it is kept on the way. */
const PRIVATE = {
  'Cache-Control': 'private, no-cache',
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex',
} as const;

/** Calendars come again and again: that one came is written down this often where it brings nothing new. */
const NOTED_EVERY_MS = 600_000;
const AGENT_MAX = 100;

const withPrivacy = (reply: Reply): Reply => ({ ...reply, headers: { ...reply.headers, ...PRIVATE } });

async function openedBy(store: TokenStore, text: string, now: number): Promise<FeedToken | undefined> {
  const named = parseToken(text);
  const token = named && (await store.get(named.id));
  return token && named && opens(token, named.secret, now) ? token : undefined;
}

/** The answer to whoever shows a token; unknown, revoked and malformed ones are answered alike. Never rejects. */
export function privateAnswers(clock: Clock, store: TokenStore, reading: FeedReading) {
  async function note({ id }: FeedToken, { changedAt }: ReadyFeed, { headers }: FeedCall): Promise<void> {
    const now = clock.now();
    const before = await store.lastFetch(id);
    if (before?.upTo === changedAt && now - Date.parse(before.at) < NOTED_EVERY_MS) return;
    const agent = String(headers['user-agent'] ?? '').slice(0, AGENT_MAX);
    await store.fetched(id, { at: timestampOf(now), upTo: changedAt, ...(agent && { agent }) });
  }

  async function answer(text: string, call: FeedCall): Promise<Reply> {
    const token = await openedBy(store, text, clock.now());
    const found = token && (await reading.find(token.feed, call));
    if (!token || !found) return notFound();
    if ('status' in found) return found;
    // Another window than the usual says nothing of what its calendar has.
    if (!call.query.from && !call.query.to) await note(token, found, call);
    return reading.reply(token.feed, call, found);
  }

  return async (text: string, call: FeedCall): Promise<Reply> => {
    try {
      return withPrivacy(await answer(text, call));
    } catch (error) {
      call.logger.error({ error: messageOf(error) }, 'feed failed');
      return withPrivacy(notNow());
    }
  };
}
