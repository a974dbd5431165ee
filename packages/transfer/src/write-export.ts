import { type Commit, type EventLog, Fault, type RecordOptions } from '@huitang/runtime';
import type { CheckedExport } from './check-export.ts';
import { type Entry, entriesIn } from './entries-in.ts';
import type { CommitLine, RecordLine, SubjectLine } from './format.ts';
import { isInEach, storesOfSet } from './record-sets.ts';
import type { Truth } from './truth.ts';

/** They share commits of the store. */
const AT_ONCE = 500;

const cannot = (what: string): Fault => new Fault('import-refused', what, { retriable: false });

async function append(log: EventLog, commit: Commit): Promise<void> {
  const { outcome } = await log.append(commit);
  if (outcome !== 'appended') throw cannot(`${commit.stream}@${commit.version} met another commit (${outcome})`);
}

/** Commits of one log at once; those of one stream one after the other where the log needs that. */
async function appendAll(log: EventLog, commits: readonly Commit[]): Promise<void> {
  if (log.appendsInOrder) {
    await Promise.all(commits.map((commit) => append(log, commit)));
    return;
  }
  const streams = new Map<string, Promise<void>>();
  for (const commit of commits) {
    const before = streams.get(commit.stream) ?? Promise.resolve();
    streams.set(
      commit.stream,
      before.then(() => append(log, commit)),
    );
  }
  await Promise.all(streams.values());
}

async function writeCommits(target: Truth, lines: readonly CommitLine[]): Promise<void> {
  const byService = new Map<string, Commit[]>();
  for (const { service, commit } of lines) {
    const commits = byService.get(service) ?? [];
    byService.set(service, commits);
    commits.push(commit);
  }
  await Promise.all([...byService].map(([service, commits]) => appendAll(target.log(service), commits)));
}

async function writeSubjects({ vault }: Truth, lines: readonly SubjectLine[]): Promise<void> {
  await Promise.all(lines.map(({ subject, fields }) => vault.put(subject, fields)));
}

async function writeRecord(target: Truth, { set, key, value, dueAt, expiresAt }: RecordLine): Promise<void> {
  const options: RecordOptions = {
    ...(dueAt !== undefined && { dueAt }),
    ...(expiresAt !== undefined && { expiresAt }),
  };
  for (const store of storesOfSet(target, set)) {
    const isNew = await store.set<object>(set).insertIfAbsent(key, value, options);
    // The stores of several services become one: whichever came first will do.
    if (!isNew && !isInEach(set)) throw cannot(`the record ${key} of ${set} is there twice`);
  }
}

async function writeBatch(target: Truth, batch: readonly Entry[]): Promise<void> {
  await writeCommits(
    target,
    batch.flatMap((entry) => (entry.kind === 'commit' ? [entry] : [])),
  );
  await writeSubjects(
    target,
    batch.flatMap((entry) => (entry.kind === 'subject' ? [entry] : [])),
  );
  await Promise.all(batch.map((entry) => (entry.kind === 'record' ? writeRecord(target, entry) : undefined)));
}

/** Writes all that a checked file has, so many at once; rejects when the file is not the one that was checked. */
export async function writeExport(target: Truth, { open, sha256 }: CheckedExport): Promise<void> {
  let batch: Entry[] = [];
  for await (const entry of entriesIn(open())) {
    if (entry.kind === 'trailer' && entry.sha256 !== sha256) throw cannot('the file was replaced while it was read');
    batch.push(entry);
    if (batch.length < AT_ONCE) continue;
    await writeBatch(target, batch);
    batch = [];
  }
  await writeBatch(target, batch);
}
