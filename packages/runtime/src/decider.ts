import type { StoredEvent } from './ports/event-log.ts';

/** Why a command is turned down: a stable kebab-case code and what goes with it. A value, not an error. */
export interface Refusal {
  readonly code: string;
}

export type Decision<E extends StoredEvent, R extends Refusal> =
  /** No events: nothing to do, it is already so. */
  { readonly ok: true; readonly events: readonly E[] } | { readonly ok: false; readonly refusal: R };

/** The rules of one sort of stream: pure, synchronous, without clock or dice. */
export interface Decider<S, C, E extends StoredEvent, R extends Refusal> {
  initial(stream: string): S;
  evolve(state: S, event: E): S;
  decide(command: C, state: S): Decision<E, R>;
}
