import { type CommitKey, Fault, type RecordSet, type Records } from '@huitang/runtime';
import type { CommitLine, Content, RecordLine, SubjectLine } from './format.ts';
import { moves } from './record-sets.ts';
import { storesOf, type Truth } from './truth.ts';

const PAGE = 500;

const nameOf = ({ stream, version }: CommitKey): string => `${stream}@${version}`;

/** The names of all commits that the bus does not have yet: few, unless it has been away. */
async function unpublishedOf(truth: Truth, service: string): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for (let after: CommitKey | undefined; ; ) {
    const page = await truth.log(service).unpublished(PAGE, after);
    for (const commit of page) names.add(nameOf(commit));
    const last = page.at(-1);
    if (!last) return names;
    after = { stream: last.stream, version: last.version };
  }
}

const movedOn = (service: string): Fault =>
  new Fault('not-at-rest', `${service} went on working while its log was read: stop the services first`, {
    retriable: true,
  });

/** A service's commits, each stream's in order; the cursor behind them is told to `ended`. */
async function* commitsOf(truth: Truth, service: string, ended: (cursor: string) => void): AsyncGenerator<CommitLine> {
  const log = truth.log(service);
  const unpublished = await unpublishedOf(truth, service);
  for (let cursor: string | undefined; ; ) {
    const page = await log.all(cursor, PAGE);
    cursor = page.cursor;
    if (page.commits.length === 0) return ended(page.cursor);
    for (const commit of page.commits) {
      yield { kind: 'commit', service, published: !unpublished.has(nameOf(commit)), commit };
    }
  }
}

export async function* subjectsOf({ vault }: Truth): AsyncGenerator<SubjectLine> {
  for (let after: string | undefined; ; ) {
    const subjects: readonly string[] = await vault.subjects('', PAGE, after);
    after = subjects.at(-1);
    if (after === undefined) return;
    for (const subject of subjects) {
      const fields = await vault.get(subject);
      // Undefined when it was erased a moment ago.
      if (fields) yield { kind: 'subject', subject, fields: { ...fields } };
    }
  }
}

async function* entriesOf(set: string, records: RecordSet<object>): AsyncGenerator<RecordLine> {
  for (let after: string | undefined; ; ) {
    const page = await records.list('', PAGE, after);
    after = page.at(-1)?.key;
    if (after === undefined) return;
    for (const { key, value, dueAt, expiresAt } of page) {
      yield {
        kind: 'record',
        set,
        key,
        value,
        ...(dueAt !== undefined && { dueAt }),
        ...(expiresAt !== undefined && { expiresAt }),
      };
    }
  }
}

async function setsOf(stores: readonly Records[]): Promise<readonly string[]> {
  const names = await Promise.all(stores.map((store) => store.sets()));
  return [...new Set(names.flat())].sort();
}

async function* recordsOf(truth: Truth): AsyncGenerator<RecordLine> {
  const stores = storesOf(truth);
  for (const name of (await setsOf(stores)).filter(moves)) {
    // Wherever it is: what somebody once put into another store is not lost.
    for (const store of stores) yield* entriesOf(name, store.set<object>(name));
  }
}

/**
 * Everything that moves: commits by service, then subjects, then Records. Rejects with `not-at-rest` when a log grew
 * meanwhile, since then its commits and those of the others are not of one moment.
 */
export async function* contentsOf(truth: Truth): AsyncGenerator<Content> {
  const cursors = new Map<string, string>();
  for (const service of truth.services) {
    yield* commitsOf(truth, service, (cursor) => cursors.set(service, cursor));
  }
  yield* subjectsOf(truth);
  yield* recordsOf(truth);
  for (const [service, cursor] of cursors) {
    const { commits } = await truth.log(service).all(cursor, 1);
    if (commits.length > 0) throw movedOn(service);
  }
}
