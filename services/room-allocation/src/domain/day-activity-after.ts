import { type AllocationDisplaced, type AllocationFixed, type AllocationGranted, minuteOf } from '@huitang/contracts';
import { type ActivityEvent, type DayActivity, nothing, standingOf, type TakenClaim } from './day-activity.ts';
import { keptOf, type Standing, termsOf } from './standing.ts';
import { tentativeGrant } from './tentative.ts';

// Written as they are read most: once here, and then by every decision about the day.
const claimsOf = ({ activityId, claims }: Standing): readonly TakenClaim[] =>
  claims.map(({ resourceId, start, end, count }) => ({
    resourceId,
    start: minuteOf(start),
    end: minuteOf(end),
    count,
    activityId,
  }));

// There is one list without any: most activities have none, on every day that is known.
function legsLeft({ legs }: DayActivity, stays: (leg: DayActivity['legs'][number]) => boolean): DayActivity['legs'] {
  const left = legs.filter(stays);
  return left.length === 0 ? nothing.legs : left;
}

function grantedOn({ joined: _, ...known }: DayActivity, data: AllocationGranted): DayActivity {
  const { revision } = data;
  const tentative = tentativeGrant(data);
  const claims = claimsOf(data);
  return {
    ...known,
    granted: tentative ? { revision, claims, tentative } : { revision, claims, kept: keptOf(data) },
    // A newer answer takes the place of whatever this activity had on this day.
    legs: legsLeft(known, (leg) => leg.revision >= revision),
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
    legs: legsLeft(known, (leg) => leg.revision > revision),
    releasedUpTo: Math.max(known.releasedUpTo, revision),
  };
}

function legOver(known: DayActivity, attempt: number): DayActivity {
  return {
    ...known,
    // Another attempt's leg is not ours to end: it may be granted and wait for its confirmation.
    legs: legsLeft(known, (leg) => leg.attempt !== attempt || leg.confirmed),
    attemptsOver: Math.max(known.attemptsOver, attempt),
  };
}

export function activityAfter(known: DayActivity, event: ActivityEvent): DayActivity {
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
