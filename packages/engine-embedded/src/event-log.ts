import {
  type AppendResult,
  busMessagesOf,
  type Commit,
  type CommitKey,
  checkedKey,
  type EventLog,
  Fault,
  newestVersions,
} from '@huitang/runtime';
import type { Published } from './bus/bus-store.ts';
import type { Outlet } from './bus/outlet.ts';
import { ANYTHING, type Store } from './store.ts';

/** What the store knows a stream's commits by. */
export const streamKey = (stream: string): string => `stream/${stream}`;

interface BodyRow {
  readonly body: string;
}

// What is in the column was a Commit when it was written.
const commitOf = ({ body }: BodyRow): Commit => JSON.parse(body) as Commit;

/** What an append came to, and what it put on the bus. */
interface Appended {
  readonly result: AppendResult;
  readonly published: readonly Published[];
}

const APPENDED: AppendResult = { outcome: 'appended' };
const CONFLICT: AppendResult = { outcome: 'conflict' };

const refused = (result: AppendResult): Appended => ({ result, published: [] });

const statementsOf = ({ sql }: Store) => ({
  // The commit before must be there, and be the one it follows; a taken version or commandId makes it do nothing.
  insert: sql.prepare(
    `INSERT INTO commits (service, stream, version, command_id, body, unpublished)
     SELECT ?1, ?2, ?3, ?4, ?5, ?7
     WHERE ?3 = 1 OR EXISTS (SELECT 1 FROM commits WHERE stream = ?2 AND version = ?3 - 1 AND service = ?1
                                     AND command_id = coalesce(?6, command_id))
     ON CONFLICT DO NOTHING`,
  ),
  byCommand: sql.prepare<BodyRow>('SELECT body FROM commits WHERE stream = ? AND command_id = ? AND service = ?'),
  from: sql.prepare<BodyRow>(
    'SELECT body FROM commits WHERE stream = ? AND version >= ? AND service = ? ORDER BY version',
  ),
  unpublished: sql.prepare<BodyRow>(
    `SELECT body FROM commits WHERE service = ?1 AND unpublished = 1 AND (stream, version) > (?2, ?3)
     ORDER BY stream, version LIMIT ?4`,
  ),
  mark: sql.prepare('UPDATE commits SET unpublished = NULL WHERE stream = ? AND version = ? AND service = ?'),
  all: sql.prepare<BodyRow & { seq: number }>(
    'SELECT seq, body FROM commits WHERE seq > ? AND service = ? ORDER BY seq LIMIT ?',
  ),
});

function parseCursor(cursor: string | undefined): number {
  const seq = Number(cursor ?? 0);
  if (Number.isSafeInteger(seq) && seq >= 0) return seq;
  throw new Fault('invalid-cursor', `a cursor of this log is a whole number, not ${cursor}`, { retriable: false });
}

type Statements = ReturnType<typeof statementsOf>;

/** The job that appends a commit and puts its public events on the bus, both or neither; or leaves them to a relay. */
function appending({ insert, byCommand }: Statements, service: string, outlet: Outlet | undefined, commit: Commit) {
  const { stream, version, commandId, follows = null } = commit;
  const messages = busMessagesOf(service, commit);
  // Without a bus in the same file a relay finds it by its mark.
  const unpublished = outlet || messages.length === 0 ? null : 1;
  const body = JSON.stringify(commit);
  const values = [service, checkedKey(stream), version, checkedKey(commandId), body, follows, unpublished];
  return (): Appended => {
    if (insert.run(values) > 0) return { result: APPENDED, published: outlet?.write(messages) ?? [] };
    const earlier = byCommand.get([stream, commandId, service]);
    return refused(earlier ? { outcome: 'duplicate', commit: commitOf(earlier) } : CONFLICT);
  };
}

/** What is left to be published: by earlier versions, or because the bus is elsewhere. */
function leftovers(store: Store, { unpublished, mark }: Statements, service: string) {
  return {
    unpublished: (limit: number, after: CommitKey = { stream: '', version: 0 }) =>
      store.read(() => unpublished.all([service, after.stream, after.version, limit]).map(commitOf)),
    async markPublished(keys: readonly CommitKey[]) {
      if (keys.length === 0) return;
      await store.write(() => {
        for (const { stream, version } of keys) mark.run([stream, version, service]);
      });
    },
  };
}

/**
 * The log of one service; all services share a table, and a stream's name belongs to whoever writes it first. Without
 * an outlet nothing is published by an append.
 */
export function eventLog(store: Store, service: string, outlet?: Outlet): EventLog {
  const statements = statementsOf(store);
  const { byCommand, from, all } = statements;
  // Nobody else writes this file.
  const newest = newestVersions();
  return {
    appendsInOrder: true,
    publishes: outlet !== undefined,
    async read(stream, fromVersion = 1) {
      if (newest.isPast(stream, fromVersion)) return [];
      const commits = await store.read(() => from.all([stream, fromVersion, service]).map(commitOf), streamKey(stream));
      newest.come(stream, commits.at(-1)?.version ?? fromVersion - 1);
      return commits;
    },
    async append(commit) {
      const { stream, version } = commit;
      const job = appending(statements, service, outlet, commit);
      const { result } = await store.write(job, streamKey(stream), ({ result: { outcome }, published }) => {
        if (outcome === 'appended') newest.come(stream, version);
        outlet?.arrived(published);
      });
      return result;
    },
    findCommand: (stream, commandId) =>
      store.read(() => {
        const row = byCommand.get([stream, commandId, service]);
        return row && commitOf(row);
      }, streamKey(stream)),
    ...leftovers(store, statements, service),
    all: (cursor, limit) =>
      store.read(() => {
        const after = parseCursor(cursor);
        const rows = all.all([after, service, limit]);
        return { commits: rows.map(commitOf), cursor: String(rows.at(-1)?.seq ?? after) };
      }, ANYTHING),
  };
}
