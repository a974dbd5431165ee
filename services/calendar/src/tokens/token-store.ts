import type { RecordSet, Records } from '@huitang/runtime';
import { privateKey } from '../domain/feed.ts';
import type { FeedToken } from './feed-token.ts';

const PAGE = 500;

/** The last time that a token's calendar came. */
export interface Fetch {
  readonly at: string;
  /** Milliseconds: every change until then was in what it was sent, or in its copy that was still good. */
  readonly upTo: number;
  readonly agent?: string;
}

/** Tokens and when they were last used: nothing of it is in any event, so that it is backed up and never rebuilt. */
export interface TokenStore {
  get(id: string): Promise<FeedToken | undefined>;
  /** False when there is one of that id already. */
  add(token: FeedToken): Promise<boolean>;
  put(token: FeedToken): Promise<void>;
  /** Of one feed, by id; also revoked ones. */
  ofFeed(key: string): Promise<readonly FeedToken[]>;
  lastFetch(id: string): Promise<Fetch | undefined>;
  fetched(id: string, fetch: Fetch): Promise<void>;
}

interface Listed {
  readonly id: string;
}

async function idsOf(listed: RecordSet<Listed>, key: string): Promise<readonly string[]> {
  const ids: string[] = [];
  let after: string | undefined;
  for (;;) {
    const page = await listed.list(`${key}/`, PAGE, after);
    ids.push(...page.map(({ value }) => value.id));
    after = page.at(-1)?.key;
    if (page.length < PAGE) return ids;
  }
}

export function tokenStore(records: Records): TokenStore {
  const tokens = records.set<FeedToken>('calendar-feed-tokens');
  const listed = records.set<Listed>('calendar-feed-token-lists');
  const fetches = records.set<Fetch>('calendar-feed-fetches');
  return {
    get: (id) => tokens.get(id),
    async add(token) {
      // First where it is found by: what is listed and not there is passed over.
      await listed.insertIfAbsent(`${privateKey(token.feed)}/${token.id}`, { id: token.id });
      return tokens.insertIfAbsent(token.id, token);
    },
    put: (token) => tokens.put(token.id, token),
    async ofFeed(key) {
      const found = await Promise.all((await idsOf(listed, key)).map((id) => tokens.get(id)));
      return found.filter((token) => token !== undefined);
    },
    lastFetch: (id) => fetches.get(id),
    fetched: (id, fetch) => fetches.put(id, fetch),
  };
}
