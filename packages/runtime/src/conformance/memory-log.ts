import type { AppendResult, Commit, CommitKey, EventLog } from '../ports/event-log.ts';
import { needsPublishing } from '../public-events.ts';

const compareKeys = (a: CommitKey, b: CommitKey): number =>
  a.stream < b.stream ? -1 : a.stream > b.stream ? 1 : a.version - b.version;

/** For tests: a log in memory whose answers a test can hold back, lose or refuse. It keeps the port's promises otherwise. */
export class MemoryLog implements EventLog {
  readonly appendsInOrder: boolean;
  readonly publishes = false;
  readonly commits: Commit[] = [];
  readonly #published = new Set<string>();
  appends = 0;
  /** Runs before an append's effect: may wait, or throw for a store that is down. */
  beforeAppend: (commit: Commit) => Promise<void> = async () => {};
  /** Runs between effect and answer: throwing loses the answer. */
  afterAppend: (commit: Commit) => Promise<void> = async () => {};
  #queue: Promise<unknown> = Promise.resolve();

  constructor({ appendsInOrder = true } = {}) {
    this.appendsInOrder = appendsInOrder;
  }

  async read(stream: string, fromVersion = 1): Promise<readonly Commit[]> {
    return this.commits.filter((commit) => commit.stream === stream && commit.version >= fromVersion);
  }

  append(commit: Commit): Promise<AppendResult> {
    this.appends += 1;
    const result = this.#queue.then(() => this.#appendNow(commit));
    this.#queue = result.catch(() => undefined);
    return result;
  }

  async #appendNow(commit: Commit): Promise<AppendResult> {
    await this.beforeAppend(commit);
    const own = this.commits.filter(({ stream }) => stream === commit.stream);
    const earlier = own.find(({ commandId }) => commandId === commit.commandId);
    if (earlier) return { outcome: 'duplicate', commit: earlier };
    if (commit.version !== own.length + 1) return { outcome: 'conflict' };
    if (commit.follows !== undefined && own.at(-1)?.commandId !== commit.follows) return { outcome: 'conflict' };
    this.commits.push(JSON.parse(JSON.stringify(commit)));
    await this.afterAppend(commit);
    return { outcome: 'appended' };
  }

  async findCommand(stream: string, commandId: string): Promise<Commit | undefined> {
    return this.commits.find((commit) => commit.stream === stream && commit.commandId === commandId);
  }

  async unpublished(limit: number, after?: CommitKey): Promise<readonly Commit[]> {
    return this.commits
      .filter((commit) => needsPublishing(commit) && !this.#published.has(`${commit.stream}@${commit.version}`))
      .filter((commit) => after === undefined || compareKeys(commit, after) > 0)
      .sort(compareKeys)
      .slice(0, limit);
  }

  async markPublished(keys: readonly { stream: string; version: number }[]): Promise<void> {
    for (const { stream, version } of keys) this.#published.add(`${stream}@${version}`);
  }

  async all(cursor: string | undefined, limit: number): Promise<{ commits: readonly Commit[]; cursor: string }> {
    const from = Number(cursor ?? 0);
    const commits = this.commits.slice(from, from + limit);
    return { commits, cursor: String(from + commits.length) };
  }
}
