import type { FeedToken } from './feed-token.ts';
import type { Fetch, TokenStore } from './token-store.ts';

/** A calendar that follows a private feed. */
export interface Following {
  readonly token: FeedToken;
  /** Absent for one that never came. */
  readonly fetch?: Fetch;
  readonly hasSeen: boolean;
}

/** The calendars of some private feeds, and whether each has seen what was changed at `changedAt` (milliseconds). */
export async function followingOf(
  store: TokenStore,
  feedKeys: readonly string[],
  changedAt: number,
): Promise<readonly Following[]> {
  const tokens = (await Promise.all(feedKeys.map((key) => store.ofFeed(key)))).flat();
  return Promise.all(
    tokens
      .filter(({ revokedAt }) => revokedAt === undefined)
      .map(async (token) => {
        const fetch = await store.lastFetch(token.id);
        return { token, ...(fetch && { fetch }), hasSeen: fetch !== undefined && fetch.upTo >= changedAt };
      }),
  );
}
