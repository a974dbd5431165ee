import type { Clock, Decider, EventLog, ExecutorContext, Request, Streams } from '@huitang/runtime';
import { streamsOf } from '@huitang/runtime';

/** A hall with so many seats; the simplest rule that a stale cache or a lost conflict would break. */
interface Hall {
  readonly taken: number;
}
type Command = { readonly take: number } | { readonly free: number };
type Event =
  | { readonly type: 'SeatsTaken'; readonly data: number }
  | { readonly type: 'SeatsFreed'; readonly data: number };
type Refusal = { readonly code: 'full' };
export type HallStreams = Streams<Hall, Command, Refusal>;

export const SEATS = 3;
export const STREAM = 'hall/a';

const hall: Decider<Hall, Command, Event, Refusal> = {
  initial: () => ({ taken: 0 }),
  evolve: ({ taken }, event) => ({ taken: event.type === 'SeatsTaken' ? taken + event.data : taken - event.data }),
  decide(command, { taken }) {
    if ('free' in command) return { ok: true, events: taken === 0 ? [] : [{ type: 'SeatsFreed', data: command.free }] };
    if (taken + command.take > SEATS) return { ok: false, refusal: { code: 'full' } };
    return { ok: true, events: [{ type: 'SeatsTaken', data: command.take }] };
  },
};

const realClock: Clock = {
  now: () => 0,
  after: (ms, task) => {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};

/** One process with a cache of its own. */
export const openHall = (log: EventLog, more: Partial<ExecutorContext> = {}): HallStreams =>
  streamsOf(hall, { log, clock: realClock, appended: () => {}, conflicted: () => {}, ...more });

let serial = 0;
export const request = (command: Command, more: Partial<Request<Command>> = {}): Request<Command> => ({
  stream: STREAM,
  command,
  commandId: `command-${serial++}`,
  principal: 'tester',
  partitionKey: 'a',
  ...more,
});

/** Resolves when everything that waits for nothing but other promises has been done. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Where whoever comes waits until it is opened, or fails. */
export function gate() {
  let open = (): void => {};
  let fail = (_: Error): void => {};
  const opened = new Promise<void>((resolve, reject) => {
    open = resolve;
    fail = reject;
  });
  return { open, fail, opened };
}
