import { noJournal } from '../durable/journal.ts';
import { type Caller, type Calls, heard, type Outcome, outcomeOf, type Waiting } from './calls.ts';
import { never, type Storage } from './storage.ts';

interface Doing<T> {
  readonly what: string;
  readonly key: string;
  readonly effect: () => T;
  readonly durable?: ((value: T) => void) | undefined;
}

function carryOut<T>(calls: Calls, waiting: Waiting<T>, { effect, durable }: Doing<T>): void {
  const { call, caller } = waiting;
  if (!caller.isAlive()) return;
  const verdict = calls.verdict(call);
  if (verdict === 'crash-before') {
    caller.crash();
    return;
  }
  let outcome: Outcome<T> = { error: undefined };
  if (verdict !== 'refused') {
    outcome = outcomeOf(effect);
    if ('value' in outcome) durable?.(outcome.value);
  }
  if (verdict === 'crash-after') {
    caller.crash();
    return;
  }
  calls.answerLater(waiting, heard(call, verdict, outcome), verdict);
}

/** Calls overtake each other: each goes its own way to the servers and back. */
function ask<T>(calls: Calls, caller: Caller, doing: Doing<T>, writes: boolean): Promise<T> {
  if (!caller.isAlive()) return never();
  const call = calls.begin(caller, doing.what, doing.key, writes);
  return new Promise((resolve, reject) => {
    const waiting = { call, caller, resolve, reject };
    calls.scheduler.after(calls.delayMs('done'), () => carryOut(calls, waiting, doing));
  });
}

/** As MongoDB with majority and journal, and Kafka with all replicas in sync: what was done stays done. */
export const servers = (calls: Calls): Storage => ({
  kind: 'servers',
  journal: noJournal,
  write: (caller, change) => ask(calls, caller, change, true),
  read: (caller, look) => ask(calls, caller, look, false),
  ended: () => {},
  broken: () => undefined,
});
