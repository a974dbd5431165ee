import {
  busMessagesOf,
  type Commit,
  checkedKey,
  type EventLog,
  Fault,
  type NewestVersions,
  newestVersions,
} from '@huitang/runtime';
import type { Broker, Published } from '../bus/broker.ts';
import type { CommitLog } from '../durable/commit-log.ts';
import type { Caller } from '../storage/calls.ts';
import { ANYTHING, type Storage } from '../storage/storage.ts';

export interface EventLogContext {
  readonly service: string;
  readonly caller: Caller;
  readonly storage: Storage;
  readonly commits: CommitLog;
  readonly broker: Broker;
  /** Nothing can take this commit back any more. */
  readonly committed: (service: string, commit: Commit) => void;
}

const NOTHING: Published = new Map();
const NO_COMMITS: readonly Commit[] = [];

export const streamKey = (stream: string): string => `stream/${stream}`;

function parseCursor(cursor: string | undefined): number {
  const place = Number(cursor ?? 0);
  if (Number.isSafeInteger(place) && place >= 0) return place;
  throw new Fault('invalid-cursor', `a cursor of this log is a whole number, not ${cursor}`, { retriable: false });
}

async function append(context: EventLogContext, newest: NewestVersions, commit: Commit) {
  const { service, caller, storage, commits, broker, committed } = context;
  const { stream, version } = commit;
  checkedKey(stream);
  checkedKey(commit.commandId);
  const messages = storage.kind === 'one-file' ? busMessagesOf(service, commit) : [];
  const { result } = await storage.write(caller, {
    what: 'log.append',
    key: `${stream}@${version}`,
    writes: streamKey(stream),
    effect() {
      const result = commits.append(commit);
      const isNew = result.outcome === 'appended';
      return {
        result,
        stored: isNew ? commits.ofStream(stream).at(-1) : undefined,
        published: isNew ? broker.publish(messages) : NOTHING,
      };
    },
    durable({ stored, published }) {
      if (stored) {
        newest.come(stream, version);
        committed(service, stored);
      }
      broker.arrived(published);
    },
  });
  return result;
}

/** The log of one service, as one process sees it. */
export function eventLog(context: EventLogContext): EventLog {
  const { caller, storage, commits } = context;
  const isAlone = storage.kind === 'one-file';
  const newest = newestVersions();
  return {
    appendsInOrder: isAlone,
    publishes: isAlone,
    async read(stream, fromVersion = 1) {
      if (isAlone && newest.isPast(stream, fromVersion)) return NO_COMMITS;
      const found = await storage.read(caller, {
        what: 'log.read',
        key: stream,
        of: streamKey(stream),
        effect: () => commits.ofStream(stream).slice(Math.max(0, fromVersion - 1)),
      });
      newest.come(stream, found.at(-1)?.version ?? fromVersion - 1);
      return found;
    },
    append: (commit) => append(context, newest, commit),
    findCommand: (stream, commandId) =>
      storage.read(caller, {
        what: 'log.findCommand',
        key: stream,
        of: streamKey(stream),
        effect: () => commits.findCommand(stream, commandId),
      }),
    unpublished: (limit, after) =>
      storage.read(caller, {
        what: 'log.unpublished',
        key: context.service,
        effect: () =>
          commits
            .unpublished()
            .filter(
              ({ stream, version }) =>
                !after || stream > after.stream || (stream === after.stream && version > after.version),
            )
            .slice(0, limit),
      }),
    async markPublished(keys) {
      if (keys.length === 0) return;
      await storage.write(caller, {
        what: 'log.markPublished',
        key: context.service,
        effect: () => keys.forEach(commits.mark),
      });
    },
    all: (cursor, limit) =>
      storage.read(caller, {
        what: 'log.all',
        key: context.service,
        of: ANYTHING,
        effect() {
          const from = parseCursor(cursor);
          const page = commits.all().slice(from, from + limit);
          return { commits: page, cursor: String(from + page.length) };
        },
      }),
  };
}
