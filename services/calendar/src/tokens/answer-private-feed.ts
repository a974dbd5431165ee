import { type Clock, messageOf, type Reply } from '@huitang/runtime';
import { type FeedCall, type FeedReading, notFound, notNow, tooMany } from '../answer-feed.ts';
import type { ReadyFeed } from '../ready-feed.ts';
import { type FeedToken, opens, parseToken } from './feed-token.ts';
import type { FeedLimits } from './limits.ts';
import { isNoted, noteOf } from './notes.ts';
import type { TokenStore } from './token-store.ts';

/** An address that is a secret is told to nobody else, and nothing of it is kept on the way. */
export const PRIVATE = {
  'Cache-Control': 'private, no-cache',
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex',
} as const;

const withPrivacy = (reply: Reply): Reply => ({ ...reply, headers: { ...reply.headers, ...PRIVATE } });

async function openedBy(store: TokenStore, text: string, now: number): Promise<FeedToken | undefined> {
  const named = parseToken(text);
  const token = named && (await store.get(named.id));
  return token && named && opens(token, named.secret, now) ? token : undefined;
}

/** The answer to whoever shows a token; unknown, revoked and malformed ones are answered alike. Never rejects. */
export function privateAnswers(clock: Clock, store: TokenStore, limits: FeedLimits, reading: FeedReading) {
  async function note({ id }: FeedToken, feed: ReadyFeed, { headers }: FeedCall): Promise<void> {
    const now = clock.now();
    if (isNoted(await store.lastFetch(id), feed, now)) return;
    await store.fetched(id, noteOf(feed, headers['user-agent'], now));
  }

  async function answer(text: string, call: FeedCall): Promise<Reply> {
    const now = clock.now();
    const wait = limits.ofAddress(call.address, now);
    if (wait > 0) return tooMany(wait);
    const token = await openedBy(store, text, now);
    if (!token) return notFound();
    // Only who has the secret: whoever knows no more than the id cannot use up what its holder may have.
    const tokenWait = limits.ofToken(token.id, now);
    if (tokenWait > 0) return tooMany(tokenWait);
    const found = await reading.find(token.feed, call);
    if (!found) return notFound();
    if ('status' in found) return found;
    // Another window than the usual, and headers alone, say nothing of what its calendar has.
    if (!call.query.from && !call.query.to && !call.isHead) await note(token, found, call);
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
