import { codeOf, type Fault } from '@huitang/runtime';
import { type FaultSource, lostFault, type PortCall, refusedFault, type Verdict } from '../faults.ts';
import type { Random } from '../random.ts';
import type { Scheduler } from '../scheduler.ts';
import type { Trace } from '../trace.ts';

/** Who calls a port: a process that may end at any moment. */
export interface Caller {
  readonly name: string;
  isAlive(): boolean;
  /** For how much longer it does nothing at all, as when it is stopped or swapped out; 0 when it goes on. */
  stalledMs(): number;
  crash(): void;
}

/** How long each half of a call takes, in milliseconds. */
export interface Latency {
  readonly minMs: number;
  readonly maxMs: number;
  /** For halves that are slow. */
  readonly slowMaxMs: number;
}

/** Who waits for a call. */
export interface Waiting<T> {
  readonly call: PortCall;
  readonly caller: Caller;
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
}

/** What every simulated port is made with: each call is two events, its effect and its answer. */
export interface Calls {
  readonly scheduler: Scheduler;
  readonly latency: Latency;
  begin(caller: Caller, what: string, key: string, writes: boolean): PortCall;
  /** What becomes of a call; its effect counts and is traced. */
  verdict(call: PortCall): Verdict;
  /** What was sent before takes effect now, whoever waits for it or does not any more. */
  landed(call: PortCall): void;
  /** How long the next half takes. */
  delayMs(verdict: Verdict): number;
  /** The answer: counts and is traced, and heard by a caller that still lives. */
  answer<T>(waiting: Waiting<T>, outcome: Outcome<T>): void;
  /** The same after as long as an answer takes. */
  answerLater<T>(waiting: Waiting<T>, outcome: Outcome<T>, verdict: Verdict): void;
  /** Effects and answers so far. */
  events(): number;
  /** Calls begun so far. */
  begun(): number;
}

export type Outcome<T> = { readonly value: T } | { readonly error: unknown };

/** Runs an effect; what it throws is its outcome too. */
export function outcomeOf<T>(effect: () => T): Outcome<T> {
  try {
    return { value: effect() };
  } catch (error) {
    return { error };
  }
}

const refusal = (fault: Fault): Outcome<never> => ({ error: fault });

/** What the caller hears, when the verdict is not that all went well. */
export const heard = <T>(call: PortCall, verdict: Verdict, outcome: Outcome<T>): Outcome<T> =>
  verdict === 'refused'
    ? refusal(refusedFault(call))
    : (verdict === 'lost' || verdict === 'late') && 'value' in outcome
      ? refusal(lostFault(call))
      : outcome;

export interface CallsContext {
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly trace: Trace;
  readonly latency: Latency;
  readonly faults: FaultSource;
}

export function createCalls({ scheduler, random, trace, latency, faults }: CallsContext): Calls {
  let begun = 0;
  let events = 0;
  const answer: Calls['answer'] = (waiting, outcome) => {
    const { call, caller, resolve, reject } = waiting;
    if (!caller.isAlive()) return;
    const stalledMs = caller.stalledMs();
    if (stalledMs > 0) {
      scheduler.inOrder(stalledMs, () => answer(waiting, outcome));
      return;
    }
    events += 1;
    const told = 'error' in outcome ? codeOf(outcome.error) : 'ok';
    trace.answer(scheduler.now(), call, told);
    if ('error' in outcome) reject(outcome.error);
    else resolve(outcome.value);
  };
  const delayMs = (verdict: Verdict): number =>
    random.between(latency.minMs, verdict === 'slow' ? latency.slowMaxMs : latency.maxMs);
  return {
    scheduler,
    latency,
    begin(caller, what, key, writes) {
      begun += 1;
      return { number: begun, process: caller.name, what, key, writes };
    },
    verdict(call) {
      const verdict = faults(call);
      events += 1;
      trace.effect(scheduler.now(), call, verdict);
      return verdict;
    },
    landed: (call) => trace.effect(scheduler.now(), call, 'landed'),
    delayMs,
    answer,
    answerLater: (waiting, outcome, verdict) => void scheduler.after(delayMs(verdict), () => answer(waiting, outcome)),
    events: () => events,
    begun: () => begun,
  };
}
