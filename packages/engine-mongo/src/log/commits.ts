import { type Model, trusted } from 'mongoose';
import { CALL_MAX_MS } from '../connection.ts';
import type { Server } from '../server.ts';
import { faulting } from '../storage-fault.ts';
import { type CommitDocument, endOfStream, keyOf } from './commit-document.ts';

export type CommitModel = Model<CommitDocument>;

/**
 * Reads that see every commit acknowledged before the call, and return only what can no longer be taken back: the primary
 * makes sure that it still is the primary, and waits until a majority has what was read.
 */
export interface Commits {
  byKey(key: string): Promise<CommitDocument | undefined>;
  byCommand(stream: string, commandId: string): Promise<CommitDocument | undefined>;
  /** By version. */
  ofStream(stream: string, fromVersion: number): Promise<readonly CommitDocument[]>;
}

/** On servers with indexes that are used. */
function indexedCommits(model: CommitModel, level: string): Commits {
  return {
    byKey: (key) =>
      faulting(async () => {
        const query = model.findOne({ _id: key }).readConcern(level).maxTimeMS(CALL_MAX_MS);
        return (await query.lean<CommitDocument>()) ?? undefined;
      }),
    byCommand: (stream, commandId) =>
      faulting(async () => {
        const query = model.findOne({ stream, commandId }).readConcern(level).maxTimeMS(CALL_MAX_MS);
        return (await query.lean<CommitDocument>()) ?? undefined;
      }),
    ofStream: (stream, fromVersion) =>
      faulting(async () => {
        // The stream too: `a@5` is another one, whose keys lie among those of `a`.
        const range = trusted({ $gte: keyOf(stream, Math.max(1, fromVersion)), $lt: endOfStream(stream) });
        const query = model.find({ _id: range, stream }).sort({ _id: 1 });
        return query.readConcern(level).maxTimeMS(CALL_MAX_MS).lean<CommitDocument[]>();
      }),
  };
}

const AT_ONCE_MAX = 64;

/**
 * On FerretDB, which searches the whole collection for anything but one `_id`: a stream has no gaps, so its commits are
 * asked for by key, ever more at once, until one is missing.
 */
function commitsByKey(indexed: Commits): Commits {
  async function ofStream(stream: string, fromVersion: number): Promise<readonly CommitDocument[]> {
    const found: CommitDocument[] = [];
    for (let atOnce = 1; ; atOnce = Math.min(2 * atOnce, AT_ONCE_MAX)) {
      const next = Math.max(1, fromVersion) + found.length;
      const keys = Array.from({ length: atOnce }, (_, index) => keyOf(stream, next + index));
      const page = await Promise.all(keys.map((key) => indexed.byKey(key)));
      // What comes after a missing one was appended while this was read; the next reader has it.
      const missing = page.indexOf(undefined);
      found.push(...page.slice(0, missing < 0 ? page.length : missing).filter((one) => one !== undefined));
      if (missing >= 0) return found;
    }
  }
  return {
    byKey: indexed.byKey,
    byCommand: async (stream, commandId) =>
      (await ofStream(stream, 1)).find((commit) => commit.commandId === commandId),
    ofStream,
  };
}

export function commitsOf(model: CommitModel, { replicated, findsByIdOnly }: Server): Commits {
  const indexed = indexedCommits(model, replicated ? 'linearizable' : 'local');
  return findsByIdOnly ? commitsByKey(indexed) : indexed;
}
