import { type AppendResult, type Commit, checkedKey, type EventLog, Fault, needsPublishing } from '@huitang/runtime';
import { ANYTHING, type Store } from './store.ts';

/** What the store knows a stream's commits by. */
export const streamKey = (stream: string): string => `stream/${stream}`;

interface BodyRow {
  readonly body: string;
}

// What is in the column was a Commit when it was written.
const commitOf = ({ body }: BodyRow): Commit => JSON.parse(body) as Commit;

const APPENDED: AppendResult = { outcome: 'appended' };
const CONFLICT: AppendResult = { outcome: 'conflict' };

const statementsOf = ({ sql }: Store) => ({
  // The commit before must be there, and be the one it follows; a taken version or commandId makes it do nothing.
  insert: sql.prepare(
    `INSERT INTO commits (service, stream, version, command_id, unpublished, body)
     SELECT ?1, ?2, ?3, ?4, ?5, ?6
     WHERE ?3 = 1 OR EXISTS (SELECT 1 FROM commits WHERE stream = ?2 AND version = ?3 - 1 AND service = ?1
                                     AND command_id = coalesce(?7, command_id))
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

/** The log of one service; all services share a table, and a stream's name belongs to whoever writes it first. */
export function eventLog(store: Store, service: string): EventLog {
  const { insert, byCommand, from, unpublished, mark, all } = statementsOf(store);
  return {
    appendsInOrder: true,
    read: (stream, fromVersion = 1) =>
      store.read(() => from.all([stream, fromVersion, service]).map(commitOf), streamKey(stream)),
    async append(commit) {
      const { stream, version, commandId } = commit;
      checkedKey(stream);
      checkedKey(commandId);
      const isUnpublished = needsPublishing(commit) ? 1 : null;
      const values = [
        service,
        stream,
        version,
        commandId,
        isUnpublished,
        JSON.stringify(commit),
        commit.follows ?? null,
      ];
      return store.write(() => {
        if (insert.run(values) > 0) return APPENDED;
        const earlier = byCommand.get([stream, commandId, service]);
        return earlier ? { outcome: 'duplicate', commit: commitOf(earlier) } : CONFLICT;
      }, streamKey(stream));
    },
    findCommand: (stream, commandId) =>
      store.read(() => {
        const row = byCommand.get([stream, commandId, service]);
        return row && commitOf(row);
      }, streamKey(stream)),
    unpublished: (limit, after = { stream: '', version: 0 }) =>
      store.read(() => unpublished.all([service, after.stream, after.version, limit]).map(commitOf)),
    async markPublished(keys) {
      if (keys.length === 0) return;
      await store.write(() => {
        for (const { stream, version } of keys) mark.run([stream, version, service]);
      });
    },
    all: (cursor, limit) =>
      store.read(() => {
        const after = parseCursor(cursor);
        const rows = all.all([after, service, limit]);
        return { commits: rows.map(commitOf), cursor: String(rows.at(-1)?.seq ?? after) };
      }, ANYTHING),
  };
}
