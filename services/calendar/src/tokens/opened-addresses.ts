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
interface Address {
  readonly token: FeedToken;
  /** What the finished feed is called in the cache. */
  readonly key: string;
  /** Milliseconds: until then the secret is good. */
  readonly until: number;
}

export interface Opened {
  readonly tokenId: string;
  readonly key: string;
  readonly fetch: RecentToken['fetch'];
}

// Named one by one: to spread an object here cost a tenth of a whole answer.
const openedOf = ({ token, key }: Address, fetch: RecentToken['fetch']): Opened => ({ tokenId: token.id, key, fetch });

/**
 * What an address opens, where it is known without waiting; undefined where it is not. A calendar asks with the same one
 * again and again: the secret is tried once for each state of its token. An address is found as a whole, by its hash with
 * the process's own seed, so that how long it takes tells nobody how much of a guess is right.
 */
export function openedAddresses(tokens: RecentTokens, clock: Clock): (url: string) => Opened | undefined {
  const known = recent<Address>(ADDRESSES_MAX);

  function tryOut(url: string, now: number): Opened | undefined {
    const asked = fastAddress(url);
    if (!asked?.path.endsWith(SUFFIX)) return undefined;
    const named = parseToken(asked.path.slice(PREFIX.length, -SUFFIX.length));
    const found = named && tokens.peek(named.id);
    const until = found && opensUntil(found.token, named.secret, now);
    if (!found || until === undefined) return undefined;
    const address = { token: found.token, key: cacheKey(feedName(found.token.feed), asked.language), until };
    known.set(url, address);
    return openedOf(address, found.fetch);
  }

  // An address that opens nothing any more is not kept.
  function again(url: string, now: number): Opened | undefined {
    known.delete(url);
    return tryOut(url, now);
  }

  return (url) => {
    const now = clock.now();
    const address = known.get(url);
    if (!address || now >= address.until) return again(url, now);
    const found = tokens.peek(address.token.id);
    if (!found) return undefined;
    // Rotated, revoked or only read again since.
    return found.token === address.token ? openedOf(address, found.fetch) : again(url, now);
  };
}
