import { comparePositions, type Position, parsePosition } from '@huitang/contracts';
import type { Commit, EventLog } from '../ports/event-log.ts';
import { lastPublicOf, type Telling } from './telling.ts';

const QUEUED_MAX = 5_000;
const BATCH_COMMITS = 500;
const STREAM_COMMITS = 100;
const READ_AT_ONCE = 16;

/** What this process has appended and nobody has told yet: told from memory, in the order of appending. */
export interface OwnCommits {
  /** Beyond what memory is meant for it is left to the log, where it is marked. */
  add(commit: Commit): void;
  isEmpty(): boolean;
  has(stream: string): boolean;
  /** Leaves all of it to the log. */
  forget(): void;
  /** Tells a batch of it. When it fails, that is left to the log. */
  tellSome(): Promise<void>;
}

/** Those that can be told from memory, and the streams where another process may have something to tell before. */
function sorted(batch: readonly Commit[], lastTold: Telling['lastTold']) {
  const ready: Commit[] = [];
  const unsure = new Set<string>();
  const ahead = new Map<string, Position>();
  for (const commit of batch) {
    const { stream, version, previous } = commit;
    const last = ahead.get(stream) ?? lastTold(stream);
    if (unsure.has(stream) || (last && last.version >= version)) continue;
    const follows = previous === null || (last && comparePositions(parsePosition(previous), last) === 0);
    if (!follows) unsure.add(stream);
    else {
      ready.push(commit);
      ahead.set(stream, lastPublicOf(commit));
    }
  }
  return { ready, unsure: [...unsure] };
}

/** What waits of these streams, each in its order; of one with too much, its beginning. */
async function waitingOf(log: EventLog, streams: readonly string[]): Promise<readonly Commit[]> {
  const waiting: Commit[] = [];
  for (let next = 0; next < streams.length; next += READ_AT_ONCE) {
    const pages = await Promise.all(
      streams.slice(next, next + READ_AT_ONCE).map(async (stream) => {
        const page = await log.unpublished(STREAM_COMMITS, { stream, version: 0 });
        return page.filter((commit) => commit.stream === stream);
      }),
    );
    waiting.push(...pages.flat());
  }
  return waiting;
}

export function createOwnCommits(log: EventLog, { tell, lastTold }: Telling): OwnCommits {
  let queue: Commit[] = [];
  const streams = (): ReadonlySet<string> => new Set(queue.map(({ stream }) => stream));
  let known: ReadonlySet<string> | undefined;
  const change = (next: Commit[]): void => {
    queue = next;
    known = undefined;
  };
  return {
    add(commit) {
      if (queue.length >= QUEUED_MAX) return;
      queue.push(commit);
      known = undefined;
    },
    isEmpty: () => queue.length === 0,
    has(stream) {
      known ??= streams();
      return known.has(stream);
    },
    forget: () => change([]),
    async tellSome() {
      const batch = queue.slice(0, BATCH_COMMITS);
      change(queue.slice(BATCH_COMMITS));
      const { ready, unsure } = sorted(batch, lastTold);
      await tell(ready);
      await tell(await waitingOf(log, unsure));
    },
  };
}
