import type { Commit, EventLog } from '../ports/event-log.ts';

const BATCH_COMMITS = 500;

/** What waits in the log: of this process, of others, of those that have ended. */
export interface Backlog {
  /**
   * Tells what has been waiting since the last time, or everything. What came in between is on its way already, told by the
   * process that appended it; only when so much waits that the bus must have been away is all of it told.
   */
  tellWaiting(what: 'old' | 'all'): Promise<void>;
}

export interface BacklogContext {
  readonly log: EventLog;
  readonly tell: (commits: readonly Commit[]) => Promise<void>;
  /** Streams that this process is about to tell by itself: left alone, or their order might be lost. */
  readonly isLeftAlone: (stream: string) => boolean;
  /** False when somebody else has the backlog to tell by now. */
  readonly isMine: () => boolean;
}

const keyOf = ({ stream, version }: Commit): string => `${stream}@${version}`;

export function createBacklog({ log, tell, isLeftAlone, isMine }: BacklogContext): Backlog {
  let seen: ReadonlySet<string> = new Set();
  return {
    async tellWaiting(what) {
      while (isMine()) {
        const page = await log.unpublished(BATCH_COMMITS);
        const isFull = page.length === BATCH_COMMITS;
        const isDue = (commit: Commit): boolean => what === 'all' || isFull || seen.has(keyOf(commit));
        // Earlier commits of a stream come earlier, so none is told before one that is not due yet.
        const due = page.filter((commit) => isDue(commit) && !isLeftAlone(commit.stream));
        seen = new Set(page.map(keyOf));
        await tell(due);
        if (due.length === 0 || !(isFull || what === 'all')) return;
      }
    },
  };
}
