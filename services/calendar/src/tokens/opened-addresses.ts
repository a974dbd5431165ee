import { type Clock, recent } from '@huitang/runtime';
import { feedName } from '../domain/feed.ts';
import { fastAddress } from '../fast-address.ts';
import { cacheKey } from '../feed-cache.ts';
import { type FeedToken, hashOf, opensUntil, parseToken } from './feed-token.ts';
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
 * again and again: the secret is tried once for each state of its token. An address is known by its hash, so that no
 * secret is kept, and how long it takes tells nobody how much of a guess is right.
 */
export function openedAddresses(tokens: RecentTokens, clock: Clock): (url: string) => Opened | undefined {
  const known = recent<Address>(ADDRESSES_MAX);

  function tryOut(url: string, hash: string, now: number): Opened | undefined {
    const asked = fastAddress(url);
    if (!asked?.path.endsWith(SUFFIX)) return undefined;
    const named = parseToken(asked.path.slice(PREFIX.length, -SUFFIX.length));
    const found = named && tokens.peek(named.id);
    const until = found && opensUntil(found.token, named.secret, now);
    if (!found || until === undefined) return undefined;
    const address = { token: found.token, key: cacheKey(feedName(found.token.feed), asked.language), until };
    known.set(hash, address);
    return openedOf(address, found.fetch);
  }

  return (url) => {
    const now = clock.now();
    const hash = hashOf(url);
    const address = known.get(hash);
    if (!address || now >= address.until) return tryOut(url, hash, now);
    const found = tokens.peek(address.token.id);
    if (!found) return undefined;
    // Rotated, revoked or only read again since.
    return found.token === address.token ? openedOf(address, found.fetch) : tryOut(url, hash, now);
  };
}
