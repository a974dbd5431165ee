import {
  type ActivityId,
  type AllocationDisplaced,
  type AllocationFixed,
  type AllocationGranted,
  type AllocationMoved,
  type AllocationReleased,
  type Interval,
  minuteOf,
  type ResourceId,
} from '@huitang/contracts';
import type { Commitment } from './allocator/allocation-problem.ts';
import { closuresOnDay, type DayClosureEvent, type DayClosures, noClosures } from './day-closures.ts';
import { emptyMap, type PartedMap, valueIn, withValue } from './parted-map.ts';
import { withRoundBeside } from './round-beside.ts';
import { type DayRound, isRoundEvent, type RoundEvent, roundAfter } from './round-state.ts';
import { type KeptStanding, keptOf, type Standing, standingIn, termsOf } from './standing.ts';
import { type TentativeGrant, tentativeGrant } from './tentative.ts';

/** One resource taken for a part of this day, in minutes. */
export interface DayClaim extends Interval {
  readonly resourceId: ResourceId;
  readonly count: number;
}

/** The same with who has it: a commitment, as decisions read it. */
interface TakenClaim extends DayClaim {
  readonly activityId: ActivityId;
}

/** A part of an answer that needs several days: held until its coordinator, `allocation/<activityId>`, has decided. */
export interface HeldLeg {
  readonly revision: number;
  /** Counted by the coordinator over the activity's life. */
  readonly attempt: number;
  readonly claims: readonly DayClaim[];
  /** RFC 3339 text: from then on a rival may ask the coordinator to end it. It is not free before the coordinator says so. */
  readonly expiresAt: string;
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

export interface CenterDay {
  /** By id. */
  readonly activities: PartedMap<ActivityId, DayActivity>;
  /** The newest round of the day; absent where there never was one. */
  readonly round?: DayRound;
  readonly closures: DayClosures;
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

export type CenterDayEvent = ActivityEvent | DayClosureEvent | RoundEvent;

const nothing: DayActivity = { legs: [], releasedUpTo: 0, givenUp: { revision: 0, starts: 0 }, attemptsOver: 0 };

export const activityOn = (day: CenterDay, activityId: ActivityId): DayActivity =>
  valueIn(day.activities, activityId) ?? nothing;

export const withActivity = (day: CenterDay, activityId: ActivityId, known: DayActivity): CenterDay => ({
  ...day,
  activities: withValue(day.activities, activityId, known),
});

export const initialDay = (): CenterDay => ({ activities: emptyMap(), closures: noClosures });

// Written as they are read most: once here, and then by every decision about the day.
const claimsOf = ({ activityId, claims }: Standing): readonly TakenClaim[] =>
  claims.map(({ resourceId, start, end, count }) => ({
    resourceId,
    start: minuteOf(start),
    end: minuteOf(end),
    count,
    activityId,
  }));

function grantedOn({ joined: _, ...known }: DayActivity, data: AllocationGranted): DayActivity {
  const { revision } = data;
  const tentative = tentativeGrant(data);
  return {
    ...known,
    granted: { revision, claims: claimsOf(data), ...(tentative ? { tentative } : { kept: keptOf(data) }) },
    // A newer answer takes the place of whatever this activity had on this day.
    legs: known.legs.filter((leg) => leg.revision >= revision),
  };
}

function fixedOn(known: DayActivity, { revision }: AllocationFixed): DayActivity {
  const { granted } = known;
  if (granted?.revision !== revision) return known;
  const { claims, tentative } = granted;
  if (!tentative) return known;
  const { tentative: _, ...standing } = tentative.answer;
  return {
    ...known,
    granted: { revision, claims, kept: keptOf({ ...standing, terms: termsOf(tentative.answer) }) },
  };
}

/** What is held instead is as fixed as what was taken away; with nothing held, the revision is over on this day. */
function displacedOn(known: DayActivity, { revision, held, allocationVersion }: AllocationDisplaced): DayActivity {
  const { granted } = known;
  if (granted?.revision !== revision) return known;
  const standing = standingOf(granted);
  if (!held || !standing) return releasedUpTo(known, revision);
  const { tentative: _, ...before } = standing;
  const next = { ...before, ...held, allocationVersion };
  return { ...known, granted: { revision, claims: claimsOf(next), kept: keptOf(next) } };
}

function releasedUpTo(known: DayActivity, revision: number): DayActivity {
  const { granted, ...rest } = known;
  return {
    ...rest,
    ...(granted && granted.revision > revision && { granted }),
    legs: known.legs.filter((leg) => leg.revision > revision),
    releasedUpTo: Math.max(known.releasedUpTo, revision),
  };
}

function legOver(known: DayActivity, attempt: number): DayActivity {
  return {
    ...known,
    // Another attempt's leg is not ours to end: it may be granted and wait for its confirmation.
    legs: known.legs.filter((leg) => leg.attempt !== attempt || leg.confirmed),
    attemptsOver: Math.max(known.attemptsOver, attempt),
  };
}

function next(known: DayActivity, event: ActivityEvent): DayActivity {
  switch (event.type) {
    case 'AllocationGranted':
    case 'AllocationMoved':
      return grantedOn(known, event.data);
    case 'AllocationFixed':
      return fixedOn(known, event.data);
    case 'AllocationDisplaced':
      return displacedOn(known, event.data);
    case 'AllocationReleased':
    case 'AllocationFenced':
      return releasedUpTo(known, event.data.upToRevision);
    case 'StartsGivenUp': {
      const { revision, starts } = event.data;
      return { ...known, givenUp: { revision, starts } };
    }
    case 'LegHeld': {
      const { activityId, claims, ...leg } = event.data;
      const held = claims.map((claim) => ({ ...claim, activityId }));
      return { ...known, legs: [...known.legs, { ...leg, claims: held, confirmed: false }] };
    }
    case 'LegConfirmed':
      return {
        ...known,
        legs: known.legs.map((leg) => (leg.attempt === event.data.attempt ? { ...leg, confirmed: true } : leg)),
      };
    case 'LegReleased':
      return legOver(known, event.data.attempt);
    case 'WishTakenOut':
      return { ...known, unwantedUpTo: event.data.upToRevision };
  }
}

export function evolveDay(day: CenterDay, event: CenterDayEvent): CenterDay {
  if (isRoundEvent(event)) {
    const round = roundAfter(day.round, event);
    const after = round ? { ...day, round } : day;
    if (event.type !== 'WishCollected') return after;
    const { activityId, revision } = event.data;
    return withActivity(after, activityId, { ...activityOn(after, activityId), joined: revision });
  }
  if (event.type === 'DayClosed' || event.type === 'DayReopened') {
    return withRoundBeside({ ...day, closures: closuresOnDay(day.closures, event) }, event);
  }
  const { activityId } = event.data;
  return withRoundBeside(withActivity(day, activityId, next(activityOn(day, activityId), event)), event);
}

/** What is taken of a day, `except` one activity's own: what it had before is free for its next revision. */
export function takenOn(
  day: CenterDay,
  except: string | undefined,
  which: { readonly holds: boolean },
): readonly Commitment[] {
  const taken: Commitment[] = [];
  for (const part of day.activities.parts) {
    for (const [activityId, { granted, legs }] of part) {
      if (activityId === except) continue;
      if (granted) for (const claim of granted.claims) taken.push(claim);
      for (const { confirmed, claims } of legs) if (confirmed || which.holds) taken.push(...claims);
    }
  }
  return taken;
}

/** What has been granted on a day and may still move, `except` to one activity. */
export const tentativeOn = (day: CenterDay, except: string | undefined): readonly TentativeGrant[] =>
  day.activities.parts.flatMap((part) =>
    [...part].flatMap(([activityId, { granted }]) =>
      activityId === except || !granted?.tentative ? [] : [granted.tentative],
    ),
  );

/** Everybody that a day knows, by id. */
export const activitiesOn = (day: CenterDay): readonly (readonly [ActivityId, DayActivity])[] =>
  day.activities.parts.flatMap((part) => [...part]);

export interface HoldRef {
  readonly activityId: ActivityId;
  readonly revision: number;
  readonly attempt: number;
  readonly expiresAt: string;
}

/** Holds of others that nobody has decided about yet. */
export const openHolds = (day: CenterDay, except: string): readonly HoldRef[] =>
  day.activities.parts
    .flatMap((part) => [...part])
    .flatMap(([activityId, { legs }]) =>
      activityId === except
        ? []
        : legs.flatMap(({ revision, attempt, expiresAt, confirmed }) =>
            confirmed ? [] : [{ activityId, revision, attempt, expiresAt }],
          ),
    );
