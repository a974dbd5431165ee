import { type Clock, recent } from '@huitang/runtime';
import type { FeedToken } from './feed-token.ts';
import type { Fetch, TokenStore } from './token-store.ts';

const TOKENS_MAX = 10_000;
/** What another process has revoked or rotated is noticed after this long; what this one has, at once. */
const UNCHECKED_MAX_MS = 1_000;
/** One that is shown all the time is looked up in the background, so that nobody waits for it. */
const RECHECK_AFTER_MS = 500;

export interface RecentToken {
  readonly token: FeedToken;
  /** The last fetch, as far as this process knows it. */
  readonly fetch?: Fetch;
}

interface Kept extends RecentToken {
  /** Milliseconds: when reading it began. */
  readonly checkedAt: number;
}

export interface RecentTokens extends TokenStore {
  /** A token that was read a moment ago, without waiting; undefined when it has to be looked up. */
  peek(id: string): RecentToken | undefined;
}

/**
 * The tokens that were asked for a moment ago, beside the store that has all of them. `failed` hears of a look-up in the
 * background that did not succeed.
 */
export function recentTokens(store: TokenStore, clock: Clock, failed: (error: unknown) => void): RecentTokens {
  const kept = recent<Kept>(TOKENS_MAX);
  const underWay = new Set<string>();
  /** What was read before a change may arrive after it. */
  let changes = 0;

  async function get(id: string): Promise<FeedToken | undefined> {
    const [before, checkedAt] = [changes, clock.now()];
    const token = await store.get(id);
    if (token && before === changes) kept.set(id, { ...kept.get(id), token, checkedAt });
    return token;
  }

  function recheck(id: string): void {
    if (underWay.has(id)) return;
    underWay.add(id);
    get(id)
      .catch(failed)
      .finally(() => underWay.delete(id));
  }

  function know(id: string, fetch: Fetch | undefined): void {
    const known = kept.get(id);
    if (known && fetch) kept.set(id, { ...known, fetch });
  }

  async function changing<T>(id: string, change: () => Promise<T>): Promise<T> {
    changes += 1;
    kept.delete(id);
    const changed = await change();
    changes += 1;
    kept.delete(id);
    return changed;
  }

  return {
    ...store,
    get,
    put: (token) => changing(token.id, () => store.put(token)),
    revoke: (id, at) => changing(id, () => store.revoke(id, at)),
    async lastFetch(id) {
      const fetch = await store.lastFetch(id);
      know(id, fetch);
      return fetch;
    },
    async fetched(id, fetch) {
      await store.fetched(id, fetch);
      know(id, fetch);
    },
    peek(id) {
      const known = kept.get(id);
      const age = clock.now() - (known?.checkedAt ?? Number.NEGATIVE_INFINITY);
      if (age < 0 || age > UNCHECKED_MAX_MS) return undefined;
      if (age > RECHECK_AFTER_MS) recheck(id);
      return known;
    },
  };
}
