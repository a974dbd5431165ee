import { Fault } from '@huitang/runtime';
import { createUndoJournal, type UndoJournal } from '../durable/journal.ts';
import type { Verdict } from '../faults.ts';
import type { Random } from '../random.ts';
import { type Caller, type Calls, heard, type Outcome, outcomeOf, type Waiting } from './calls.ts';
import { ANYTHING, type Change, type Look, never, type Storage } from './storage.ts';

/** How long a broken file goes unnoticed, at most, before whoever watches over the process starts it anew. */
const NOTICED_WITHIN_MS = 5_000;

interface Job {
  readonly waiting: Waiting<unknown>;
  readonly change: Change<unknown>;
}

/** A job that was carried out, and is on its way to the disk. */
interface Done extends Job {
  readonly outcome: Outcome<unknown>;
  readonly verdict: Verdict;
}

interface File {
  readonly calls: Calls;
  readonly random: Random;
  readonly journal: UndoJournal;
  /** Lets a disk say that it is done before it is, so that a crash takes what everybody relies on: a planted fault. */
  readonly answersBeforeSync: boolean;
  queue: Job[];
  scheduled: boolean;
  syncing: readonly Done[] | undefined;
  /** What is on its way to the disk was told to be there. */
  told: boolean;
  /** Read what is not on the disk yet. */
  readonly readers: (() => void)[];
  readonly unsynced: Set<string>;
  broken: Fault | undefined;
  /** Counts processes: what was planned for an earlier one is left out. */
  age: number;
}

function schedule(file: File, delayMs = file.calls.delayMs('done')): void {
  if (file.scheduled || file.syncing || file.queue.length === 0) return;
  file.scheduled = true;
  const { age, calls } = file;
  calls.scheduler.after(delayMs, () => {
    if (age === file.age) flush(file);
  });
}

/** At the moment of the sync, so that no later group's answer can come before. */
const answerInOrder = ({ calls }: File, waiting: Waiting<unknown>, outcome: Outcome<unknown>): void =>
  calls.scheduler.inOrder(0, () => calls.answer(waiting, outcome));

/** A crash in the middle of a transaction leaves nothing of it. */
function runAll(file: File, jobs: readonly Job[]): readonly Done[] | 'crashed' {
  const done: Done[] = [];
  let crashes: Caller | undefined;
  for (const { waiting, change } of jobs) {
    const { call, caller } = waiting;
    const verdict = file.calls.verdict(call);
    if (verdict === 'crash-before') {
      file.journal.undo();
      caller.crash();
      return 'crashed';
    }
    const outcome = verdict === 'refused' ? heard<unknown>(call, verdict, { value: 0 }) : outcomeOf(change.effect);
    done.push({ waiting, change, outcome, verdict });
    if (verdict === 'crash-after') crashes = caller;
  }
  if (!crashes) return done;
  file.syncing = done;
  crashes.crash();
  return 'crashed';
}

function flush(file: File): void {
  file.scheduled = false;
  // Asked for by what an effect of the last group set going: it is the next group's.
  if (file.syncing) return;
  // The process itself writes, so it has to be awake.
  const stalledMs = file.queue[0]?.waiting.caller.stalledMs() ?? 0;
  if (stalledMs > 0) {
    schedule(file, stalledMs);
    return;
  }
  const jobs = file.queue;
  file.queue = [];
  file.told = false;
  const done = runAll(file, jobs);
  if (done === 'crashed') return;
  file.syncing = done;
  if (file.answersBeforeSync) {
    tellDurable(done);
    answerAll(file, done);
    file.told = true;
  } else for (const { change } of done) if (change.writes !== undefined) file.unsynced.add(change.writes);
  const caller = jobs[0]?.waiting.caller;
  if (caller) startSync(file, caller);
}

function startSync(file: File, caller: Caller): void {
  const { calls, age } = file;
  const call = calls.begin(caller, 'disk.sync', '', true);
  calls.scheduler.after(calls.delayMs('done'), () => {
    if (age !== file.age) return;
    const verdict = calls.verdict(call);
    if (verdict === 'slow') calls.scheduler.after(calls.delayMs(verdict), () => age === file.age && synced(file));
    else if (verdict === 'done') synced(file);
    else if (verdict === 'refused' || verdict === 'lost') breakDown(file, caller);
    else {
      if (verdict === 'crash-after') makeDurable(file);
      caller.crash();
    }
  });
}

function tellDurable(done: readonly Done[]): void {
  for (const { change, outcome } of done) if ('value' in outcome) change.durable?.(outcome.value);
}

function makeDurable(file: File): void {
  file.journal.forget();
  if (!file.told) tellDurable(file.syncing ?? []);
  file.syncing = undefined;
  file.unsynced.clear();
}

function answerAll(file: File, done: readonly Done[]): void {
  for (const { waiting, outcome, verdict } of done) answerInOrder(file, waiting, heard(waiting.call, verdict, outcome));
}

function synced(file: File): void {
  const done = file.syncing ?? [];
  makeDurable(file);
  if (!file.answersBeforeSync) answerAll(file, done);
  for (const read of file.readers.splice(0)) read();
  schedule(file);
}

/** Nobody knows what is on the disk: nothing is written until a process opens the file again. */
function breakDown(file: File, caller: Caller): void {
  const { calls, random, age } = file;
  file.broken = new Fault('storage-unavailable', 'the file could not be made durable', { retriable: true });
  const outcome = { error: file.broken };
  const all = [...(file.told ? [] : (file.syncing ?? [])), ...file.queue.splice(0)];
  for (const { waiting } of all) answerInOrder(file, waiting, outcome);
  for (const read of file.readers.splice(0)) read();
  calls.scheduler.after(random.between(0, NOTICED_WITHIN_MS), () => {
    if (age === file.age) caller.crash();
  });
}

function write<T>(file: File, caller: Caller, change: Change<T>): Promise<T> {
  const { calls } = file;
  if (!caller.isAlive()) return never();
  const call = calls.begin(caller, change.what, change.key, true);
  return new Promise<T>((resolve, reject) => {
    // The value that is handed on is the one this very change returned.
    const job = { waiting: { call, caller, resolve, reject }, change } as unknown as Job;
    if (file.broken) return answerInOrder(file, job.waiting, { error: file.broken });
    file.queue.push(job);
    schedule(file);
  });
}

const isUnsynced = ({ syncing, unsynced }: File, of: string | typeof ANYTHING): boolean =>
  of === ANYTHING ? syncing !== undefined : unsynced.has(of);

function look<T>(file: File, waiting: Waiting<T>, { effect, of }: Look<T>): void {
  const { calls } = file;
  const { call, caller } = waiting;
  if (!caller.isAlive()) return;
  const verdict = calls.verdict(call);
  if (verdict === 'crash-before' || verdict === 'crash-after') {
    caller.crash();
    return;
  }
  const outcome = verdict === 'refused' ? heard<T>(call, verdict, { error: undefined }) : outcomeOf(effect);
  const isWaiting = of !== undefined && isUnsynced(file, of);
  const answer = (): void => {
    const told = isWaiting && file.broken ? { error: file.broken } : heard(call, verdict, outcome);
    calls.answerLater(waiting, told, verdict);
  };
  if (isWaiting && !file.broken) file.readers.push(answer);
  else answer();
}

/** With the process goes the power, or only the process: then the system writes out what it has. */
function ended(file: File): void {
  file.age += 1;
  const survives = file.syncing !== undefined && file.random.chance(0.5);
  if (survives) makeDurable(file);
  else file.journal.undo();
  file.syncing = undefined;
  file.queue = [];
  file.scheduled = false;
  file.readers.length = 0;
  file.unsynced.clear();
  file.broken = undefined;
}

/** As engine-embedded on SQLite: the same groups, the same one sync for each, the same answers after it. */
export function oneFile(calls: Calls, random: Random, answersBeforeSync = false): Storage {
  const file: File = {
    calls,
    random,
    journal: createUndoJournal(),
    answersBeforeSync,
    queue: [],
    scheduled: false,
    syncing: undefined,
    told: false,
    readers: [],
    unsynced: new Set(),
    broken: undefined,
    age: 0,
  };
  return {
    kind: 'one-file',
    journal: file.journal,
    write: (caller, change) => write(file, caller, change),
    read: (caller, wanted) => {
      if (!caller.isAlive()) return never();
      const call = calls.begin(caller, wanted.what, wanted.key, false);
      return new Promise((resolve, reject) => {
        calls.scheduler.after(calls.delayMs('done'), () => look(file, { call, caller, resolve, reject }, wanted));
      });
    },
    ended: () => ended(file),
    broken: () => file.broken,
  };
}
