import type { ActivityId } from '@huitang/contracts';
import type { Commitment } from './allocator/allocation-problem.ts';
import { type ActivityEvent, type DayActivity, nothing } from './day-activity.ts';
import { activityAfter } from './day-activity-after.ts';
import { closuresOnDay, type DayClosureEvent, type DayClosures, noClosures } from './day-closures.ts';
import { emptyMap, type PartedMap, valueIn, withValue } from './parted-map.ts';
import { roundAfter } from './round-after.ts';
import { withRoundBeside } from './round-beside.ts';
import { isRoundEvent, type RoundEvent } from './round-event.ts';
import type { DayRound } from './round-state.ts';
import type { TentativeGrant } from './tentative.ts';

export interface CenterDay {
  /** By id. */
  readonly activities: PartedMap<ActivityId, DayActivity>;
  /** The newest round of the day; absent where there never was one. */
  readonly round?: DayRound;
  readonly closures: DayClosures;
}

export type CenterDayEvent = ActivityEvent | DayClosureEvent | RoundEvent;

export const activityOn = (day: CenterDay, activityId: ActivityId): DayActivity =>
  valueIn(day.activities, activityId) ?? nothing;

export const withActivity = (day: CenterDay, activityId: ActivityId, known: DayActivity): CenterDay => ({
  ...day,
  activities: withValue(day.activities, activityId, known),
});

export const initialDay = (): CenterDay => ({ activities: emptyMap(), closures: noClosures });

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
  return withRoundBeside(withActivity(day, activityId, activityAfter(activityOn(day, activityId), event)), event);
}

/** Which parts count as taken. */
export interface Counted {
  /** Also what is held and not confirmed. */
  readonly holds: boolean;
  /** Its own parts of this revision and newer ones stay what they are when it is answered: nobody may be put there. */
  readonly ownFrom?: number | undefined;
}

/** What is taken of a day, `except` one activity's own: what it had before is free for its next revision. */
export function takenOn(day: CenterDay, except: string | undefined, which: Counted): readonly Commitment[] {
  const taken: Commitment[] = [];
  for (const part of day.activities.parts) {
    for (const [activityId, { granted, legs }] of part) {
      if (activityId === except) {
        for (const { revision, claims } of legs) if (revision >= (which.ownFrom ?? Infinity)) taken.push(...claims);
        continue;
      }
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
