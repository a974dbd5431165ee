import type { ActivityId, KindId, KindLimits, Minute, OrganizationId } from '@huitang/contracts';
import type { Clock } from '@huitang/runtime';
import type { FactsOf } from '../facts.ts';
import type { OwnStreams } from '../streams.ts';

/** What every step of an answer stands on. */
export interface Coordinator extends OwnStreams {
  readonly clock: Clock;
  readonly factsOf: FactsOf;
  /** The activities by which an organization may hold something. */
  readonly holdersOf: (organizationId: OrganizationId) => Promise<readonly ActivityId[]>;
  /** How far ahead a kind may be asked for; undefined for one that nobody has told of. */
  readonly kindLimitsOf: (id: KindId) => Promise<KindLimits | undefined>;
}

const MINUTE_MS = 60_000;

export const minuteNow = ({ clock }: Pick<Coordinator, 'clock'>): Minute => Math.floor(clock.now() / MINUTE_MS);

/** How a part of an answer ended: with everything, because it is not wanted any more, or without. */
export type Ended<Without> =
  | { readonly outcome: 'granted' }
  /** A newer revision or a cancellation has been here: whoever brought it does the rest. */
  | { readonly outcome: 'superseded' }
  /** It has joined the round of a day: whoever publishes that does the rest. */
  | { readonly outcome: 'deferred' }
  | { readonly outcome: 'without'; readonly because?: Without };

/** How an answer ended. */
export type Answered = Exclude<Ended<never>['outcome'], 'without'> | 'refused';

export const GRANTED = { outcome: 'granted' } as const;
export const SUPERSEDED = { outcome: 'superseded' } as const;
export const DEFERRED = { outcome: 'deferred' } as const;

export const pause = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.after(ms, resolve);
  });
