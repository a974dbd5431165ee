import { noJournal } from '../durable/journal.ts';
import { lostFault, type PortCall, type Verdict } from '../faults.ts';
import type { Random } from '../random.ts';
import { type Caller, type Calls, heard, type Outcome, outcomeOf, type Waiting } from './calls.ts';
import { never, type Storage } from './storage.ts';

/** A call on its way to the servers: once it has left, it is done whether or not anybody still waits for it. */
interface Doing<T> {
  readonly what: string;
  readonly key: string;
  readonly effect: () => T;
  readonly partly?: ((isDone: () => boolean) => T) | undefined;
  readonly durable?: ((value: T) => void) | undefined;
  readonly needsCaller?: boolean | undefined;
}

/** What the calls to servers are made with. */
interface Way {
  readonly calls: Calls;
  readonly random: Random;
}

/** Where the caller is not told that all was done, some of it may not have been. */
function effectOf<T>({ random }: Way, { effect, partly, durable }: Doing<T>, isTold: boolean): Outcome<T> {
  const isWhole = isTold || !partly || random.chance(0.5);
  const outcome = outcomeOf(isWhole ? effect : () => partly(() => random.chance(0.5)));
  if ('value' in outcome) durable?.(outcome.value);
  return outcome;
}

function land<T>(way: Way, call: PortCall, doing: Doing<T>, isTold: boolean): Outcome<T> {
  way.calls.landed(call);
  return effectOf(way, doing, isTold);
}

/** Takes effect long after it was sent; the same outcome is told then, where somebody waits for it. */
function landLater<T>(way: Way, waiting: Waiting<T>, doing: Doing<T>, isAwaited: boolean): void {
  const { calls } = way;
  calls.scheduler.after(calls.delayMs('slow'), () => {
    const outcome = land(way, waiting.call, doing, isAwaited && waiting.caller.isAlive());
    if (isAwaited) calls.answerLater(waiting, outcome, 'done');
  });
}

/** A write that left alone comes to the servers whatever becomes of its caller. */
const canLand = ({ writes }: PortCall, { needsCaller = false }: Pick<Doing<never>, 'needsCaller'>): boolean =>
  writes && !needsCaller;

/** What happens at once, and what the caller hears of it. */
function carryOutAs<T>(way: Way, waiting: Waiting<T>, doing: Doing<T>, verdict: Verdict): void {
  const { calls } = way;
  const { call, caller } = waiting;
  const isLater = verdict === 'late' && canLand(call, doing);
  if (isLater) landLater(way, waiting, doing, false);
  const isTold = verdict === 'done' || verdict === 'slow';
  const outcome: Outcome<T> =
    verdict === 'refused' || isLater ? { error: lostFault(call) } : effectOf(way, doing, isTold);
  if (verdict === 'crash-after') caller.crash();
  else calls.answerLater(waiting, heard(call, verdict, outcome), verdict);
}

function carryOut<T>(way: Way, waiting: Waiting<T>, doing: Doing<T>): void {
  const { calls, random } = way;
  const { call, caller } = waiting;
  if (!caller.isAlive()) {
    // It had left, or it had not.
    if (canLand(call, doing) && random.chance(0.5)) land(way, call, doing, false);
    return;
  }
  const verdict = calls.verdict(call);
  if (verdict === 'crash-before') caller.crash();
  else if (verdict === 'slow' && !doing.needsCaller && random.chance(0.5)) landLater(way, waiting, doing, true);
  else carryOutAs(way, waiting, doing, verdict);
}

/** Calls overtake each other: each goes its own way to the servers and back. */
function ask<T>(way: Way, caller: Caller, doing: Doing<T>, writes: boolean): Promise<T> {
  const { calls } = way;
  if (!caller.isAlive()) return never();
  const call = calls.begin(caller, doing.what, doing.key, writes);
  return new Promise((resolve, reject) => {
    const waiting = { call, caller, resolve, reject };
    calls.scheduler.after(calls.delayMs('done'), () => carryOut(way, waiting, doing));
  });
}

/** As MongoDB with majority and journal, and Kafka with all replicas in sync: what was done stays done. */
export function servers(calls: Calls, random: Random): Storage {
  const way: Way = { calls, random };
  return {
    kind: 'servers',
    journal: noJournal,
    write: (caller, change) => ask(way, caller, change, true),
    read: (caller, look) => ask(way, caller, look, false),
    ended: () => {},
    broken: () => undefined,
  };
}
