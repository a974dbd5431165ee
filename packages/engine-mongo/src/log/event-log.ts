import type { EventLog } from '@huitang/runtime';
import type { Connection } from 'mongoose';
import { modelOf } from '../connection.ts';
import { ensureIndexes, verifyIndexes } from '../indexes.ts';
import { once } from '../once.ts';
import type { Server } from '../server.ts';
import { faulting } from '../storage-fault.ts';
import type { Writing } from '../writing.ts';
import { readAll } from './all.ts';
import { type Appending, append } from './append.ts';
import { commitIndexes, commitOf, commitSchema, keyOf } from './commit-document.ts';
import { commitsOf } from './commits.ts';
import { knownCommits } from './known-commits.ts';
import { marksInCommits, marksInOutbox, outboxSchema } from './marks.ts';
import { placeIndexes, placeSchema } from './places.ts';

/** A log and what is to be done before it is used. */
export interface OpenLog {
  readonly log: EventLog;
  /** Makes collections and indexes be there; `index-missing` when they cannot be. */
  prepare(): Promise<void>;
  /** Rejects when an index is not there any more. */
  verify(): Promise<void>;
}

/** The log of one service, in a database that only this service writes. */
export function openLog(database: Connection, server: Server, writing: Writing): OpenLog {
  const model = modelOf(database, 'commits', commitSchema);
  const places = modelOf(database, 'places', placeSchema);
  const commits = commitsOf(model, server);
  const marks = server.findsByIdOnly
    ? marksInOutbox(model, commits, modelOf(database, 'outbox', outboxSchema))
    : marksInCommits(model);
  const known = knownCommits();
  const appending: Appending = { marks, commits, known, writing };
  const all = readAll(model, places, writing);
  const prepare = once(async () => {
    await ensureIndexes(model.collection, commitIndexes);
    await ensureIndexes(places.collection, placeIndexes);
  });
  const log: EventLog = {
    appendsInOrder: false,
    publishes: false,
    async read(stream, fromVersion = 1) {
      const found = await commits.ofStream(stream, fromVersion);
      const last = found.at(-1);
      if (last) known.add(last);
      return found.map(commitOf);
    },
    async append(commit) {
      await prepare();
      return append(appending, commit);
    },
    async findCommand(stream, commandId) {
      const found = await commits.byCommand(stream, commandId);
      return found && commitOf(found);
    },
    unpublished: (limit, after) =>
      faulting(async () => {
        const found = await marks.list(limit, after ? keyOf(after.stream, after.version) : '');
        return found.map(commitOf);
      }),
    async markPublished(keys) {
      if (keys.length === 0) return;
      const marked = keys.map(({ stream, version }) => keyOf(stream, version));
      await faulting(() => writing(() => marks.clear(marked)));
    },
    async all(cursor, limit) {
      await prepare();
      return all(cursor, limit);
    },
  };
  return {
    log,
    prepare,
    async verify() {
      await verifyIndexes(model.collection, commitIndexes);
      await verifyIndexes(places.collection, placeIndexes);
    },
  };
}
