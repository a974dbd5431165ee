import type { ActivityId, AllocationReleased, CenterId, Interval, Minute, Person } from '@huitang/contracts';
import type { AllocationProblem, AllocationRefusal, AllocationRequest } from './allocator/allocation-problem.ts';
import type { CenterDayEvent } from './center-day-state.ts';
import type { ClosingCommand } from './closing.ts';
import type { DayClaim, Over } from './day-activity.ts';
import type { HoldRef } from './day-holds.ts';
import type { MakingWayFor } from './displacing.ts';
import type { Answering } from './granted.ts';
import type { MakingWay } from './making-way.ts';
import type { RoundCommand, RoundRefusal } from './round-command.ts';
import type { JoiningWish } from './round-wish.ts';
import type { Movable } from './tentative.ts';

/** What a day has to know of its center to decide: facts of one version of `center/<id>`. */
export type CenterFacts = Pick<AllocationProblem, 'rooms' | 'pools' | 'stops' | 'closures'> & {
  readonly open: readonly Interval[];
  /** The day's own minutes: nothing is granted beyond them here. */
  readonly within: Interval;
};

/** A claim to hold, with how many of the resource there are. */
export type LegClaim = DayClaim & { readonly capacity: number };

export interface Wished {
  readonly activityId: ActivityId;
  readonly revision: number;
}

export type CenterDayCommand =
  /** `request.starts[n]` is the wish's start number `firstStart + n`. */
  | ({
      readonly type: 'Allocate';
      readonly request: AllocationRequest;
      readonly firstStart: number;
      /** Of everything the center has: whoever makes way may need what this wish does not. */
      readonly facts: CenterFacts;
      readonly now: Minute;
      /** Absent where one start was offered, or the times are a fact: that is fixed at once. */
      readonly movable?: Movable;
      /** What joins the round of a day; absent for what is decided at once all the same: an order, or a fact. */
      readonly joining?: JoiningWish;
      /** Who could come from neighbouring centers once the round is over: what lacks them alone may join. */
      readonly lent?: readonly Person[];
      /** Present where staff have ordered that others make way. */
      readonly order?: MakingWay;
    } & Answering)
  | ClosingCommand
  /** What this revision has here moves no more. */
  | ({ readonly type: 'Fix' } & Wished)
  /** Starts numbered below `starts` are not tried here any more, so a late `Allocate` cannot grant what was passed over. */
  | ({ readonly type: 'GiveUpStarts'; readonly starts: number } & Wished)
  | ({
      readonly type: 'Hold';
      readonly attempt: number;
      readonly claims: readonly LegClaim[];
      readonly expiresAt: string;
      /** An order of the staff, or a fact: it may hold something on the day of a round. */
      readonly atOnce?: boolean;
      /** Present where others are to make way as soon as it is confirmed, as far as they may be asked to. */
      readonly displacing?: { readonly over: Over; readonly now: Minute };
    } & Wished)
  /** `how` is needed where others make way. */
  | ({ readonly type: 'ConfirmHold'; readonly attempt: number; readonly how?: MakingWayFor } & Wished)
  | { readonly type: 'ReleaseHold'; readonly activityId: ActivityId; readonly attempt: number }
  | {
      readonly type: 'Release';
      readonly activityId: ActivityId;
      readonly upToRevision: number;
      readonly centerId: CenterId;
      readonly because: AllocationReleased['because'];
    }
  | RoundCommand;

export type CenterDayRefusal =
  /** A newer revision or a cancellation has been here. */
  | { readonly code: 'superseded' }
  /** Every start asked for has been passed over before. */
  | { readonly code: 'given-up' }
  | { readonly code: 'already-granted' }
  | { readonly code: 'nothing-fits'; readonly because: AllocationRefusal }
  /** Only holds that are not decided stand in the way: settle or await them at their coordinators, then ask again. */
  | { readonly code: 'held'; readonly by: readonly HoldRef[] }
  | { readonly code: 'taken'; readonly resourceId: string }
  | { readonly code: 'not-held' }
  /** Others have to make way, and it was not told how. */
  | { readonly code: 'others-in-the-way' }
  /** It waits for the answer of a round, and is passed over by that alone. */
  | { readonly code: 'collected' }
  /** The day gives nothing away one by one until its round is published. */
  | { readonly code: 'round-open'; readonly publishesAt: string }
  | RoundRefusal;

export type CenterDayDecision =
  | { readonly ok: true; readonly events: readonly CenterDayEvent[] }
  | { readonly ok: false; readonly refusal: CenterDayRefusal };

export const accept = (...events: CenterDayEvent[]): CenterDayDecision => ({ ok: true, events });

export const refuse = (refusal: CenterDayRefusal): CenterDayDecision => ({ ok: false, refusal });

export type Command<T extends CenterDayCommand['type']> = Extract<CenterDayCommand, { type: T }>;
