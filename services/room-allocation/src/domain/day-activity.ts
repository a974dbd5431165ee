import type {
  ActivityId,
  AllocationDisplaced,
  AllocationFixed,
  AllocationGranted,
  AllocationMoved,
  AllocationReleased,
  Interval,
  Order,
  ResourceId,
} from '@huitang/contracts';
import { type KeptStanding, type Standing, standingIn } from './standing.ts';
import type { TentativeGrant } from './tentative.ts';

/** One resource taken for a part of this day, in minutes. */
export interface DayClaim extends Interval {
  readonly resourceId: ResourceId;
  readonly count: number;
}

/** The same with who has it: a commitment, as decisions read it. */
export interface TakenClaim extends DayClaim {
  readonly activityId: ActivityId;
}

/** Who has to make way once a part is granted, by whose order. Until then they have what they have. */
export interface Over {
  readonly who: readonly ActivityId[];
  readonly ordered: Order;
}

/** A part of an answer that needs several days: held until its coordinator, `allocation/<activityId>`, has decided. */
export interface HeldLeg {
  readonly revision: number;
  /** Counted by the coordinator over the activity's life. */
  readonly attempt: number;
  readonly claims: readonly DayClaim[];
  /** RFC 3339 text: from then on a rival may ask the coordinator to end it. It is not free before the coordinator says so. */
  readonly expiresAt: string;
  /** Present where staff have ordered that others make way for it. */
  readonly over?: Over;
  readonly confirmed: boolean;
}

interface Granted {
  readonly revision: number;
  readonly claims: readonly TakenClaim[];
  /** Absent while it may still move: then all of it is there. */
  readonly kept?: KeptStanding;
  /** What it may still be moved within; absent once it is fixed. */
  readonly tentative?: TentativeGrant;
}

/** What an activity has, as far as taking it away has to know. */
export function standingOf({ kept, tentative }: Granted): Standing | undefined {
  if (tentative) return tentative.answer;
  return kept === undefined ? undefined : standingIn(kept);
}

/** What one activity has of this day, and what it can no longer get. */
export interface DayActivity {
  /** The newest answer that was given on this stream alone. */
  readonly granted?: Granted;
  readonly legs: readonly (Omit<HeldLeg, 'claims'> & { readonly claims: readonly TakenClaim[] })[];
  /** Fence: revisions up to this one get nothing here any more. */
  readonly releasedUpTo: number;
  /** Fence: of this revision's starts the first `starts` are not tried here any more. */
  readonly givenUp: { readonly revision: number; readonly starts: number };
  /** Fence: attempts up to this one hold nothing here any more. */
  readonly attemptsOver: number;
  /** Fence: revisions up to this one ask for nothing here any more; what they have stays. */
  readonly unwantedUpTo?: number;
  /** The revision that joined a round and has been granted nothing here since. */
  readonly joined?: number;
}

interface OfActivity {
  readonly activityId: ActivityId;
}

export type ActivityEvent =
  | { readonly type: 'AllocationGranted'; readonly data: AllocationGranted }
  | { readonly type: 'AllocationMoved'; readonly data: AllocationMoved }
  | { readonly type: 'AllocationFixed'; readonly data: AllocationFixed }
  | { readonly type: 'AllocationDisplaced'; readonly data: AllocationDisplaced }
  | { readonly type: 'AllocationReleased'; readonly data: AllocationReleased }
  /** Private from here on: steps towards an answer, and fences that keep late commands out. */
  | { readonly type: 'AllocationFenced'; readonly data: OfActivity & { readonly upToRevision: number } }
  | {
      readonly type: 'StartsGivenUp';
      readonly data: OfActivity & { readonly revision: number; readonly starts: number };
    }
  | { readonly type: 'LegHeld'; readonly data: OfActivity & Omit<HeldLeg, 'confirmed'> }
  | { readonly type: 'LegConfirmed'; readonly data: OfActivity & { readonly attempt: number } }
  | { readonly type: 'LegReleased'; readonly data: OfActivity & { readonly attempt: number } }
  | { readonly type: 'WishTakenOut'; readonly data: OfActivity & { readonly upToRevision: number } };

export const nothing: DayActivity = { legs: [], releasedUpTo: 0, givenUp: { revision: 0, starts: 0 }, attemptsOver: 0 };
