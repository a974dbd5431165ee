import type {
  ActivityId,
  AllocationDisplaced,
  AllocationGranted,
  AllocationRefused,
  AllocationReleased,
} from '@huitang/contracts';
import type { LegClaim } from './center-day-command.ts';
import type { Over } from './day-activity.ts';
import type { StartGroup } from './wish-plan.ts';

/** A part of an answer in one center-day. */
export interface PlannedLeg {
  readonly stream: string;
  readonly claims: readonly LegClaim[];
  /** Who has to make way there, where staff have ordered it. */
  readonly over?: Over;
}

/**
 * One try to hold several days at once. At most one of an activity is open or decided; only `granted` ones become claims.
 * `decided`: it will be granted, and is told once everybody has made way for it.
 */
export interface Attempt {
  readonly number: number;
  readonly revision: number;
  /** Number of the start in the wish. */
  readonly startNumber: number;
  readonly legs: readonly PlannedLeg[];
  readonly answer: AllocationGranted;
  readonly expiresAt: string;
  readonly status: 'open' | 'decided' | 'granted' | 'over';
}

/** What was planned for one revision, written before any day is touched. */
interface Sought {
  readonly revision: number;
  readonly groups: readonly StartGroup[];
  /** The stream in which its minutes are counted; absent where its organization had no limit then. */
  readonly quota?: string;
  /** More center-days that may come to hold something, of other centers too; absent until those of its own had nothing. */
  readonly elsewhere?: readonly string[];
}

/** The stream `allocation/<activityId>`: one answer per revision, and where an activity may hold anything. */
export interface Allocation {
  readonly sought: readonly Sought[];
  readonly withdrawnUpTo: number;
  readonly refused: readonly number[];
  /** Of the newest revision: how many of its starts are not tried any more. */
  readonly givenUp: { readonly revision: number; readonly starts: number };
  readonly attempts: readonly Attempt[];
  /** The newest answer given on this stream that holds something. */
  readonly granted?: { readonly revision: number; readonly attempt: number };
}

export interface Wished {
  readonly activityId: ActivityId;
  readonly revision: number;
}

export type AllocationEvent =
  | { readonly type: 'AllocationGranted'; readonly data: AllocationGranted }
  | { readonly type: 'AllocationRefused'; readonly data: AllocationRefused }
  | { readonly type: 'AllocationReleased'; readonly data: AllocationReleased }
  | { readonly type: 'AllocationDisplaced'; readonly data: AllocationDisplaced }
  /** Private from here on. */
  | { readonly type: 'AllocationSought'; readonly data: Wished & Omit<Sought, 'revision'> }
  | { readonly type: 'QuotaSought'; readonly data: Wished & { readonly quota: string } }
  | { readonly type: 'ElsewhereSought'; readonly data: Wished & { readonly days: readonly string[] } }
  | { readonly type: 'HoldsBegun'; readonly data: { readonly activityId: ActivityId } & Omit<Attempt, 'status'> }
  | { readonly type: 'HoldsDecided'; readonly data: { readonly activityId: ActivityId; readonly attempt: number } }
  | { readonly type: 'HoldsExpired'; readonly data: { readonly activityId: ActivityId; readonly attempt: number } }
  | { readonly type: 'StartsGivenUp'; readonly data: Wished & { readonly starts: number } }
  | {
      readonly type: 'AllocationWithdrawn';
      readonly data: { readonly activityId: ActivityId; readonly upToRevision: number };
    };

/** The attempt that has not come to its end. */
export const openAttempt = ({ attempts }: Allocation): Attempt | undefined =>
  attempts.find(({ status }) => status === 'open' || status === 'decided');

export const attemptOf = ({ attempts }: Allocation, number: number): Attempt | undefined =>
  attempts.find((attempt) => attempt.number === number);

function withStatus(
  attempts: readonly Attempt[],
  number: number | undefined,
  status: Attempt['status'],
): readonly Attempt[] {
  return attempts.map((attempt) => (attempt.number === number ? { ...attempt, status } : attempt));
}

function grantedFrom(allocation: Allocation, { revision }: AllocationGranted): Allocation {
  const attempt = openAttempt(allocation);
  if (!attempt) return allocation;
  return {
    ...allocation,
    attempts: withStatus(allocation.attempts, attempt.number, 'granted'),
    granted: { revision, attempt: attempt.number },
  };
}

function withoutGrantUpTo(allocation: Allocation, revision: number): Allocation {
  const { granted, ...rest } = allocation;
  return granted && granted.revision > revision ? allocation : rest;
}

const withSought = (allocation: Allocation, revision: number, more: Partial<Sought>): Allocation => ({
  ...allocation,
  sought: allocation.sought.map((one) => (one.revision === revision ? { ...one, ...more } : one)),
});

export function evolveAllocation(allocation: Allocation, event: AllocationEvent): Allocation {
  switch (event.type) {
    case 'AllocationSought': {
      const { activityId: _, ...sought } = event.data;
      return { ...allocation, sought: [...allocation.sought, sought] };
    }
    case 'QuotaSought': {
      const { revision, quota } = event.data;
      return withSought(allocation, revision, { quota });
    }
    case 'ElsewhereSought': {
      const { revision, days } = event.data;
      return withSought(allocation, revision, { elsewhere: days });
    }
    case 'HoldsBegun': {
      const { activityId: _, ...attempt } = event.data;
      return { ...allocation, attempts: [...allocation.attempts, { ...attempt, status: 'open' }] };
    }
    case 'AllocationGranted':
      return grantedFrom(allocation, event.data);
    case 'HoldsDecided':
      return { ...allocation, attempts: withStatus(allocation.attempts, event.data.attempt, 'decided') };
    case 'HoldsExpired':
      return { ...allocation, attempts: withStatus(allocation.attempts, event.data.attempt, 'over') };
    case 'StartsGivenUp':
      return { ...allocation, givenUp: { revision: event.data.revision, starts: event.data.starts } };
    case 'AllocationRefused':
      return { ...allocation, refused: [...allocation.refused, event.data.revision] };
    case 'AllocationReleased':
      return withoutGrantUpTo(allocation, event.data.upToRevision);
    case 'AllocationDisplaced': {
      const { revision } = event.data;
      // Over for good: a late copy of its wish must not be granted it again.
      const withdrawnUpTo = Math.max(allocation.withdrawnUpTo, revision);
      return { ...withoutGrantUpTo(allocation, revision), withdrawnUpTo };
    }
    case 'AllocationWithdrawn':
      return { ...allocation, withdrawnUpTo: event.data.upToRevision };
  }
}

export const initialAllocation = (): Allocation => ({
  sought: [],
  withdrawnUpTo: 0,
  refused: [],
  givenUp: { revision: 0, starts: 0 },
  attempts: [],
});
