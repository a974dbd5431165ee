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
  /** For good, whatever else is done to it at the same moment; since when. */
  revoke(id: string, at: string): Promise<string>;
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

/** The end of a token. A record of its own: written over the token it could be lost to a rotation that read it before. */
interface Revoked {
  readonly at: string;
}

export function tokenStore(records: Records): TokenStore {
  const tokens = records.set<FeedToken>('calendar-feed-tokens');
  const revoked = records.set<Revoked>('calendar-feed-tokens-revoked');
  const listed = records.set<Listed>('calendar-feed-token-lists');
  const fetches = records.set<Fetch>('calendar-feed-fetches');

  async function get(id: string): Promise<FeedToken | undefined> {
    const [token, end] = await Promise.all([tokens.get(id), revoked.get(id)]);
    return token && end ? { ...token, revokedAt: end.at } : token;
  }

  return {
    get,
    async add(token) {
      // First where it is found by: what is listed and not there is passed over.
      await listed.insertIfAbsent(`${privateKey(token.feed)}/${token.id}`, { id: token.id });
      return tokens.insertIfAbsent(token.id, token);
    },
    put: (token) => tokens.put(token.id, token),
    async revoke(id, at) {
      const isFirst = await revoked.insertIfAbsent(id, { at });
      return isFirst ? at : ((await revoked.get(id))?.at ?? at);
    },
    async ofFeed(key) {
      const found = await Promise.all((await idsOf(listed, key)).map(get));
      return found.filter((token) => token !== undefined);
    },
    lastFetch: (id) => fetches.get(id),
    fetched: (id, fetch) => fetches.put(id, fetch),
  };
}
