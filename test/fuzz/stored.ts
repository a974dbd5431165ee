import type { Commit, EventLog } from '@huitang/runtime';
import type { RawAnswer } from '../support/kept-connections.ts';

const SERVICES = ['scheduling', 'room-allocation', 'notification'] as const;
const PAGE = 1_000;

/** What is watched. */
interface Stored {
  readonly platform: { log(service: string): Pick<EventLog, 'all'> };
}

/** Watches what is stored: a command that was refused must not be among it. */
export interface StoredWatch {
  /** Notes what a write was answered. */
  answered(answer: Pick<RawAnswer, 'status' | 'headers'>): void;
  /** A line for everything stored since the last look that no success explains. */
  unexplained(): Promise<readonly string[]>;
}

/** What only publishing does by this name, when it finds the round open. It goes on to the round's end, and is answered for that. */
const CLOSED_FIRST = /^round\/(\d+)\/close$/;
const ROUND_OVER = new Set(['RoundPublished', 'RoundGivenUp']);

const roundOf = (stream: string, number: unknown): string => `${stream}#${number}`;

/** The rounds that a commit brings to their end. */
const endedBy = ({ stream, events }: Commit): readonly string[] =>
  events.flatMap(({ type, data }) =>
    ROUND_OVER.has(type) && typeof data === 'object' && data !== null && 'number' in data
      ? [roundOf(stream, data.number)]
      : [],
  );

const isByItself = ({ principal }: Commit): boolean => principal.startsWith('service:');

/**
 * The commits that nobody was told of, given those that somebody was. Whoever closed a round by publishing it is told of
 * its end; so is whoever was refused because the clock, or who gave it up, came first. That the end was this very
 * command's is not looked at: a publish that is refused beside another one of the same person stays hidden.
 */
function untold(commits: readonly Commit[], isTold: (commit: Commit) => boolean): readonly Commit[] {
  const ends = commits.filter(isTold).flatMap((commit) => endedBy(commit).map((round) => ({ round, commit })));
  const isExplained = ({ stream, principal, commandId }: Commit): boolean => {
    const number = CLOSED_FIRST.exec(commandId)?.[1];
    if (number === undefined) return false;
    return ends.some(
      ({ round, commit }) =>
        round === roundOf(stream, number) && (commit.principal === principal || isByItself(commit)),
    );
  };
  return commits.filter((commit) => !isTold(commit) && !isExplained(commit));
}

export function watchStored({ platform }: Stored): StoredWatch {
  const succeeded = new Set<string>();
  const cursors = new Map<string, string | undefined>();

  async function newIn(service: string): Promise<readonly Commit[]> {
    const found: Commit[] = [];
    for (;;) {
      const { commits, cursor } = await platform.log(service).all(cursors.get(service), PAGE);
      cursors.set(service, cursor);
      if (commits.length === 0) return found;
      found.push(...commits);
    }
  }

  const isTold = (commit: Commit): boolean => isByItself(commit) || succeeded.has(commit.commandId);

  return {
    answered({ status, headers }) {
      const commandId = headers['huitang-command'];
      if (status < 300 && typeof commandId === 'string') succeeded.add(commandId);
    },
    async unexplained() {
      const commits = (await Promise.all(SERVICES.map(newIn))).flat();
      return untold(commits, isTold).map(
        ({ stream, version, commandId }) => `${stream}@${version} is stored, but ${commandId} was answered no 2xx`,
      );
    },
  };
}
