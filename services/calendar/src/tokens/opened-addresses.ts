import { type Clock, recent } from '@huitang/runtime';
import { feedName } from '../domain/feed.ts';
import { fastAddress } from '../fast-address.ts';
import { cacheKey } from '../feed-cache.ts';
import { type FeedToken, opensUntil, parseToken } from './feed-token.ts';
import type { RecentToken, RecentTokens } from './recent-tokens.ts';

export const PREFIX = '/f/';
const SUFFIX = '.ics';
const ADDRESSES_MAX = 10_000;

/** What an address opens. */
export interface OpenedAddress {
  readonly token: FeedToken;
  /** What the finished feed is called in the cache. */
  readonly key: string;
  /** Milliseconds: until then the secret is good. */
  readonly until: number;
}

export interface Opened extends OpenedAddress {
  readonly fetch: RecentToken['fetch'];
}

/**
 * What an address opens, where it is known without waiting; undefined where it is not. A calendar asks with the same one
 * again and again: the secret is tried once for each state of its token. An address is found as a whole, by its hash with
 * the process's own seed, so that how long it takes tells nobody how much of a guess is right.
 */
export function openedAddresses(tokens: RecentTokens, clock: Clock): (url: string) => Opened | undefined {
  const known = recent<OpenedAddress>(ADDRESSES_MAX);

  function tryOut(url: string, now: number): Opened | undefined {
    const address = fastAddress(url);
    if (!address?.path.endsWith(SUFFIX)) return undefined;
    const named = parseToken(address.path.slice(PREFIX.length, -SUFFIX.length));
    const found = named && tokens.peek(named.id);
    if (!found) return undefined;
    const until = opensUntil(found.token, named.secret, now);
    if (until === undefined) return undefined;
    const opened = { token: found.token, key: cacheKey(feedName(found.token.feed), address.language), until };
    known.set(url, opened);
    return { ...opened, fetch: found.fetch };
  }

  return (url) => {
    const now = clock.now();
    const opened = known.get(url);
    if (!opened || now >= opened.until) return tryOut(url, now);
    const { token, fetch } = tokens.peek(opened.token.id) ?? {};
    if (!token) return undefined;
    // Rotated, revoked or only read again since.
    return token === opened.token ? { ...opened, fetch } : tryOut(url, now);
  };
}
