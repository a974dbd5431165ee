import type {
  ActivityId,
  AllocationDisplaced,
  AllocationGranted,
  AllocationRefused,
  AllocationReleased,
  Alternative,
  CenterId,
  Demanded,
  Reason,
} from '@huitang/contracts';
import type { LegClaim } from './center-day.ts';
import type { StartGroup } from './wish-plan.ts';

/** A part of an answer in one center-day. */
export interface PlannedLeg {
  readonly stream: string;
  readonly claims: readonly LegClaim[];
}

/** One try to hold several days at once. At most one of an activity is open; only `granted` ones become claims. */
export interface Attempt {
  readonly number: number;
  readonly revision: number;
  /** Number of the start in the wish. */
  readonly startNumber: number;
  readonly legs: readonly PlannedLeg[];
  readonly answer: AllocationGranted;
  readonly expiresAt: string;
  readonly status: 'open' | 'granted' | 'over';
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

interface Wished {
  readonly activityId: ActivityId;
  readonly revision: number;
}

export type AllocationCommand =
  | ({ readonly type: 'Seek'; readonly groups: readonly StartGroup[]; readonly quota?: string } & Wished)
  /** Its own center has nothing: people of others are asked for, on these center-days. */
  | ({ readonly type: 'SeekElsewhere'; readonly days: readonly string[] } & Wished)
  | ({
      readonly type: 'BeginHolds';
      readonly startNumber: number;
      readonly legs: readonly PlannedLeg[];
      readonly answer: AllocationGranted;
      readonly expiresAt: string;
    } & Wished)
  | ({ readonly type: 'Grant'; readonly attempt: number } & Wished)
  /** Ends an attempt that is not granted: because it met a claim, or because its time is over. */
  | { readonly type: 'ExpireHolds'; readonly activityId: ActivityId; readonly attempt: number }
  | ({ readonly type: 'GiveUpStarts'; readonly starts: number } & Wished)
  | ({
      readonly type: 'Refuse';
      readonly centerId: CenterId;
      readonly centerVersion: number;
      readonly reasons: readonly Reason[];
      readonly nearest: readonly Alternative[];
      readonly demanded?: Demanded;
    } & Wished)
  /** Nothing of revisions up to this one is wanted any more: no late step of theirs may grant. */
  | {
      readonly type: 'Withdraw';
      readonly activityId: ActivityId;
      readonly upToRevision: number;
      readonly centerId: CenterId;
    }
  /** Staff order something else: what this attempt was granted is taken away, on all its days. */
  | { readonly type: 'Displace'; readonly attempt: number; readonly displacement: AllocationDisplaced }
  /** A newer revision has its answer elsewhere: what this stream granted before is free. */
  | {
      readonly type: 'ReleaseEarlier';
      readonly activityId: ActivityId;
      readonly beforeRevision: number;
      readonly centerId: CenterId;
    };

export type AllocationEvent =
  | { readonly type: 'AllocationGranted'; readonly data: AllocationGranted }
  | { readonly type: 'AllocationRefused'; readonly data: AllocationRefused }
  | { readonly type: 'AllocationReleased'; readonly data: AllocationReleased }
  | { readonly type: 'AllocationDisplaced'; readonly data: AllocationDisplaced }
  /** Private from here on. */
  | { readonly type: 'AllocationSought'; readonly data: Wished & Omit<Sought, 'revision'> }
  | { readonly type: 'ElsewhereSought'; readonly data: Wished & { readonly days: readonly string[] } }
  | { readonly type: 'HoldsBegun'; readonly data: { readonly activityId: ActivityId } & Omit<Attempt, 'status'> }
  | { readonly type: 'HoldsExpired'; readonly data: { readonly activityId: ActivityId; readonly attempt: number } }
  | { readonly type: 'StartsGivenUp'; readonly data: Wished & { readonly starts: number } }
  | {
      readonly type: 'AllocationWithdrawn';
      readonly data: { readonly activityId: ActivityId; readonly upToRevision: number };
    };

export type AllocationStreamRefusal =
  | { readonly code: 'superseded' }
  | { readonly code: 'given-up' }
  | { readonly code: 'already-granted' }
  | { readonly code: 'already-refused' }
  | { readonly code: 'holds-open' }
  | { readonly code: 'holds-expired' };

type AllocationDecision =
  | { readonly ok: true; readonly events: readonly AllocationEvent[] }
  | { readonly ok: false; readonly refusal: AllocationStreamRefusal };

const accept = (...events: AllocationEvent[]): AllocationDecision => ({ ok: true, events });
const refuse = (code: AllocationStreamRefusal['code']): AllocationDecision => ({ ok: false, refusal: { code } });

const newestRevision = ({ sought }: Allocation): number => sought.at(-1)?.revision ?? 0;

export const isSuperseded = (allocation: Allocation, revision: number): boolean =>
  allocation.withdrawnUpTo >= revision || newestRevision(allocation) > revision;

export const openAttempt = ({ attempts }: Allocation): Attempt | undefined =>
  attempts.find(({ status }) => status === 'open');

export const attemptOf = ({ attempts }: Allocation, number: number): Attempt | undefined =>
  attempts.find((attempt) => attempt.number === number);

export const soughtGroups = ({ sought }: Allocation, revision: number): readonly StartGroup[] =>
  sought.find((entry) => entry.revision === revision)?.groups ?? [];

/** Every center-day that revisions up to this one may have touched. */
export const daysSought = ({ sought }: Allocation, upToRevision: number): readonly string[] => [
  ...new Set(
    sought
      .filter(({ revision }) => revision <= upToRevision)
      .flatMap(({ groups, elsewhere = [] }) => [...groups.flatMap(({ days }) => days), ...elsewhere]),
  ),
];

/** Every stream in which minutes of revisions up to this one may be counted. */
export const quotasSought = ({ sought }: Allocation, upToRevision: number): readonly string[] => [
  ...new Set(sought.flatMap(({ revision, quota }) => (revision <= upToRevision && quota ? [quota] : []))),
];

export const elsewhereSought = ({ sought }: Allocation, revision: number): readonly string[] | undefined =>
  sought.find((entry) => entry.revision === revision)?.elsewhere;

export const quotaSought = ({ sought }: Allocation, revision: number): string | undefined =>
  sought.find((entry) => entry.revision === revision)?.quota;

const releasedBecause = (
  { granted, attempts }: Allocation,
  upToRevision: number,
  { activityId, centerId }: { readonly activityId: ActivityId; readonly centerId: CenterId },
  because: AllocationReleased['because'],
): AllocationEvent[] => {
  if (!granted || granted.revision > upToRevision) return [];
  const claims = attempts.find(({ number }) => number === granted.attempt)?.answer.claims ?? [];
  const resourceIds = [...new Set(claims.map(({ resourceId }) => resourceId))];
  return [{ type: 'AllocationReleased', data: { activityId, upToRevision, centerId, because, resourceIds } }];
};

type Command<T extends AllocationCommand['type']> = Extract<AllocationCommand, { type: T }>;

/** Why a revision can take no further step here; undefined when it can. */
function objection(allocation: Allocation, revision: number): AllocationStreamRefusal['code'] | undefined {
  if (isSuperseded(allocation, revision)) return 'superseded';
  if (allocation.granted?.revision === revision) return 'already-granted';
  if (allocation.refused.includes(revision)) return 'already-refused';
  return undefined;
}

function decideBegin(command: Command<'BeginHolds'>, allocation: Allocation): AllocationDecision {
  const { activityId, revision, startNumber, legs, answer, expiresAt } = command;
  const code = objection(allocation, revision);
  if (code) return refuse(code);
  const { givenUp, attempts } = allocation;
  if (givenUp.revision === revision && startNumber < givenUp.starts) return refuse('given-up');
  if (openAttempt(allocation)) return refuse('holds-open');
  const number = attempts.length + 1;
  return accept({ type: 'HoldsBegun', data: { activityId, number, revision, startNumber, legs, answer, expiresAt } });
}

function decideGrant({ revision, attempt: number }: Command<'Grant'>, allocation: Allocation): AllocationDecision {
  const attempt = attemptOf(allocation, number);
  if (attempt?.status === 'granted') return accept();
  if (isSuperseded(allocation, revision)) return refuse('superseded');
  if (attempt?.status !== 'open' || attempt.revision !== revision) return refuse('holds-expired');
  return accept({ type: 'AllocationGranted', data: attempt.answer });
}

function decideRefusal(command: Command<'Refuse'>, allocation: Allocation): AllocationDecision {
  const { type: _, reasons, nearest, ...answered } = command;
  const code = objection(allocation, command.revision);
  // One answer per revision: refused stays refused, with the reasons it was given.
  if (code === 'already-refused') return accept();
  if (code) return refuse(code);
  if (openAttempt(allocation)) return refuse('holds-open');
  return accept({ type: 'AllocationRefused', data: { ...answered, reasons: [...reasons], nearest: [...nearest] } });
}

function decide(command: AllocationCommand, allocation: Allocation): AllocationDecision {
  if (command.type === 'Displace') {
    // Another answer has taken its place meanwhile: that is not where it was ordered away from.
    if (allocation.granted?.attempt !== command.attempt) return accept();
    return accept({ type: 'AllocationDisplaced', data: command.displacement });
  }
  const { activityId } = command;
  switch (command.type) {
    case 'Seek': {
      const { revision, groups, quota } = command;
      if (isSuperseded(allocation, revision)) return refuse('superseded');
      // The first plan of a revision stands: a repeat, with a center changed meanwhile, must not touch other days.
      if (newestRevision(allocation) === revision) return accept();
      const data = { activityId, revision, groups, ...(quota && { quota }) };
      return accept({ type: 'AllocationSought', data });
    }
    case 'SeekElsewhere': {
      const { revision, days } = command;
      if (isSuperseded(allocation, revision)) return refuse('superseded');
      // As with the first plan: whoever comes later keeps to these days.
      if (elsewhereSought(allocation, revision)) return accept();
      return accept({ type: 'ElsewhereSought', data: { activityId, revision, days } });
    }
    case 'BeginHolds':
      return decideBegin(command, allocation);
    case 'Grant':
      return decideGrant(command, allocation);
    case 'ExpireHolds': {
      const attempt = attemptOf(allocation, command.attempt);
      if (attempt?.status === 'granted') return refuse('already-granted');
      if (attempt?.status !== 'open') return accept();
      return accept({ type: 'HoldsExpired', data: { activityId, attempt: attempt.number } });
    }
    case 'GiveUpStarts': {
      const { revision, starts } = command;
      const code = objection(allocation, revision);
      if (code) return refuse(code);
      if (openAttempt(allocation)) return refuse('holds-open');
      if (allocation.givenUp.revision === revision && allocation.givenUp.starts >= starts) return accept();
      return accept({ type: 'StartsGivenUp', data: { activityId, revision, starts } });
    }
    case 'Refuse':
      return decideRefusal(command, allocation);
    case 'Withdraw': {
      const { upToRevision } = command;
      if (allocation.withdrawnUpTo >= upToRevision) return accept();
      const released = releasedBecause(allocation, upToRevision, command, 'cancelled');
      return accept({ type: 'AllocationWithdrawn', data: { activityId, upToRevision } }, ...released);
    }
    case 'ReleaseEarlier':
      return accept(...releasedBecause(allocation, command.beforeRevision - 1, command, 'moved-to-another-day'));
  }
}

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

function evolve(allocation: Allocation, event: AllocationEvent): Allocation {
  switch (event.type) {
    case 'AllocationSought': {
      const { activityId: _, ...sought } = event.data;
      return { ...allocation, sought: [...allocation.sought, sought] };
    }
    case 'ElsewhereSought': {
      const { revision, days } = event.data;
      const sought = allocation.sought.map((one) => (one.revision === revision ? { ...one, elsewhere: days } : one));
      return { ...allocation, sought };
    }
    case 'HoldsBegun': {
      const { activityId: _, ...attempt } = event.data;
      return { ...allocation, attempts: [...allocation.attempts, { ...attempt, status: 'open' }] };
    }
    case 'AllocationGranted':
      return grantedFrom(allocation, event.data);
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

const initial = (): Allocation => ({
  sought: [],
  withdrawnUpTo: 0,
  refused: [],
  givenUp: { revision: 0, starts: 0 },
  attempts: [],
});

/** The rules of `allocation/<activityId>`. */
export const allocationRules = { initial, evolve, decide };
