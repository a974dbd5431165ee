import type { Decider, Refusal } from '../decider.ts';
import type { Clock } from '../ports/clock.ts';
import type { Commit, EventLog, StoredEvent } from '../ports/event-log.ts';
import type { LiveStreams } from './live.ts';
import type { Watched } from './waiting.ts';

/** What a service gives its executor. */
export interface ExecutorContext {
  readonly log: EventLog;
  readonly clock: Clock;
  /** Called after each durable append of this process. */
  readonly appended: (commit: Commit) => void;
  readonly conflicted: () => void;
}

/** What every part of the executor works on: made once per decider, passed to every function. */
export interface Context<S, C, R extends Refusal> extends ExecutorContext, LiveStreams<S>, Watched {
  readonly decider: Decider<S, C, StoredEvent, R>;
}
