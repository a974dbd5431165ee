import {
  type ActivityConfirmed,
  type ActivityDeclined,
  type ActivityDisplaced,
  type ActivityProposed,
  type ActivityRevisionDeclined,
  type Alternative,
  type Display,
  type Reason,
  shownAnew,
} from '@huitang/contracts';
import type { Waiting } from './deferring.ts';

/** The newest answer that said no, until a later one says yes. */
export interface Declined {
  readonly revision: number;
  readonly reasons: readonly Reason[];
  readonly nearest: readonly Alternative[];
}

/** Why staff have taken away what stood, and what was held for it instead, which nobody has accepted yet. */
export type Displaced = Pick<ActivityDisplaced, 'before' | 'because' | 'ordered' | 'nearest'>;

/** `proposed`: no answer to the newest wish yet, and nothing confirmed before. */
export type Status = 'proposed' | 'confirmed' | 'declined' | 'cancelled';

export interface Activity {
  readonly status: Status;
  /** The newest wish, answered or not. */
  readonly wished: ActivityProposed;
  /** True while room-allocation owes an answer to `wished`. */
  readonly awaitsAnswer: boolean;
  /** Wishes in the round of a day, by revision: the newest one, and those that it has overtaken there. */
  readonly waiting: readonly Waiting[];
  /** What stands: the newest wish that was granted, as it is since its last move. */
  readonly confirmed?: ActivityConfirmed;
  /** The wish that what stands was granted to. */
  readonly granted?: ActivityProposed;
  /** True once somebody has fixed what stands before it is announced. */
  readonly pinned: boolean;
  /** While room-allocation owes an answer to whether what stands is fixed: what follows from it. */
  readonly fixing?: { readonly announces: boolean };
  readonly declined?: Declined;
  /** While what stands is held instead of something else, and is not accepted. */
  readonly displaced?: Displaced;
  readonly displayRevision: number;
  /** When it was last shown otherwise; absent before it has been shown. */
  readonly displayChangedAt?: string;
  /** How often it has changed, its proposal being the first time. */
  readonly changes: number;
  /** The change that last took away what stood; absent where that never happened. */
  readonly displacedAt?: number;
}

/** Undefined before the proposal. */
export type ActivityState = Activity | undefined;

/** True when room-allocation owes no answer, neither to a wish nor to what is to be fixed. */
export const isAnswered = (state: ActivityState): boolean =>
  state !== undefined && !state.awaitsAnswer && state.fixing === undefined;

export const declinedBy = ({ revision, reasons, nearest }: ActivityDeclined | ActivityRevisionDeclined): Declined => ({
  revision,
  reasons,
  nearest,
});

export function withoutFixing({ fixing: _, ...activity }: Activity): Activity {
  return activity;
}

export function withoutDisplacement({ displaced: _, ...activity }: Activity): Activity {
  return activity;
}

/** What stands is shown anew. */
export const standing = (activity: Activity, confirmed: ActivityConfirmed): Activity => ({
  ...activity,
  confirmed,
  displayRevision: confirmed.displayRevision,
  displayChangedAt: confirmed.displayChangedAt,
});

/** As it is counted when it is shown otherwise from `now` on, or for the first time. */
export const shownNext = ({ displayRevision, displayChangedAt }: Activity, now: string): Display =>
  displayChangedAt === undefined
    ? { displayRevision: displayRevision + 1, displayChangedAt: now }
    : shownAnew({ displayRevision, displayChangedAt }, now);
