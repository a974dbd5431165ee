import { type AppendResult, type Commit, type CommitKey, needsPublishing } from '@huitang/runtime';
import { frozenJson } from './frozen.ts';
import type { Journal } from './journal.ts';
import { compareTexts } from './table.ts';

interface Stream {
  readonly commits: Commit[];
  readonly byCommand: Map<string, Commit>;
}

/** The commits of one service. */
export interface CommitLog {
  /** By version. */
  ofStream(stream: string): readonly Commit[];
  findCommand(stream: string, commandId: string): Commit | undefined;
  append(commit: Commit): AppendResult;
  /** JSON of a commit that is there. */
  textOf(commit: Commit): string;
  /** Those that wait for the bus, by stream and version. */
  unpublished(): readonly Commit[];
  mark(key: CommitKey): void;
  /** In the order of appending. */
  all(): readonly Commit[];
}

const compareKeys = (a: CommitKey, b: CommitKey): number => compareTexts(a.stream, b.stream) || a.version - b.version;

const keyOf = ({ stream, version }: CommitKey): string => `${stream}@${version}`;

const APPENDED: AppendResult = { outcome: 'appended' };
const CONFLICT: AppendResult = { outcome: 'conflict' };

/** Whether a commit may be the stream's next one, and what it is otherwise. */
function judge({ commits, byCommand }: Stream, { version, commandId, follows }: Commit): AppendResult {
  const earlier = byCommand.get(commandId);
  if (earlier) return { outcome: 'duplicate', commit: earlier };
  if (version !== commits.length + 1) return CONFLICT;
  return follows !== undefined && commits.at(-1)?.commandId !== follows ? CONFLICT : APPENDED;
}

/** `publishes`: what is appended is on the bus at the same moment, so that nothing waits for it. */
export function createCommitLog(journal: Journal, publishes: boolean): CommitLog {
  const streams = new Map<string, Stream>();
  const all: Commit[] = [];
  const waiting = new Map<string, Commit>();
  const texts = new WeakMap<Commit, string>();
  let sorted: readonly Commit[] | undefined;

  function setWaiting(commit: Commit, waits: boolean): void {
    sorted = undefined;
    if (waits) waiting.set(keyOf(commit), commit);
    else waiting.delete(keyOf(commit));
  }

  function streamOf(name: string): Stream {
    const stream = streams.get(name) ?? { commits: [], byCommand: new Map() };
    streams.set(name, stream);
    return stream;
  }

  function add(stream: Stream, commit: Commit): void {
    stream.commits.push(commit);
    stream.byCommand.set(commit.commandId, commit);
    all.push(commit);
    const waits = !publishes && needsPublishing(commit);
    if (waits) setWaiting(commit, true);
    journal.changed(() => {
      stream.commits.pop();
      stream.byCommand.delete(commit.commandId);
      all.pop();
      if (waits) setWaiting(commit, false);
    });
  }

  return {
    ofStream: (stream) => streams.get(stream)?.commits ?? [],
    findCommand: (stream, commandId) => streams.get(stream)?.byCommand.get(commandId),
    append(commit) {
      const stream = streamOf(commit.stream);
      const result = judge(stream, commit);
      // What is read back is what was appended then, whatever the caller does to it now.
      if (result.outcome === 'appended') {
        const text = JSON.stringify(commit);
        const stored = frozenJson(text) as Commit;
        texts.set(stored, text);
        add(stream, stored);
      }
      return result;
    },
    textOf: (commit) => texts.get(commit) ?? JSON.stringify(commit),
    unpublished() {
      sorted ??= [...waiting.values()].sort(compareKeys);
      return sorted;
    },
    mark(key) {
      const commit = waiting.get(keyOf(key));
      if (!commit) return;
      setWaiting(commit, false);
      journal.changed(() => setWaiting(commit, true));
    },
    all: () => all,
  };
}
