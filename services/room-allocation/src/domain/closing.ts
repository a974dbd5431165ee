import type { ActivityId, CenterId, ClosureId, Minute, Order, ResourceId } from '@huitang/contracts';
import { minuteOf } from '@huitang/contracts';
import type { CenterFacts } from './center-day-command.ts';
import { activitiesOn, type CenterDay, type CenterDayEvent, evolveDay } from './center-day-state.ts';
import { standingOf } from './day-activity.ts';
import { type DayClosure, isClosedFor, isClosedOn } from './day-closures.ts';
import type { HoldRef } from './day-holds.ts';
import { displaced } from './displacement.ts';
import type { Displacing, Offers } from './displacing.ts';

/** What staff order of one day's times out of use. */
export type ClosingCommand =
  | {
      readonly type: 'Close';
      readonly closureId: ClosureId;
      /** Absent for the whole center. */
      readonly resourceIds?: readonly ResourceId[];
      readonly start: Minute;
      readonly end: Minute;
      readonly ordered: Order;
      readonly centerId: CenterId;
      readonly centerVersion: number;
      /** Of everything the center has: whoever has to leave may need anything of it. */
      readonly facts: CenterFacts;
      readonly now: Minute;
      readonly offers: Offers;
    }
  | { readonly type: 'Reopen'; readonly closureId: ClosureId };

type Closing = Extract<ClosingCommand, { type: 'Close' }>;

/** Whoever has something granted here that is closed, and is not over. */
function hitBy(day: CenterDay, closure: DayClosure, now: Minute): readonly ActivityId[] {
  return activitiesOn(day).flatMap(([activityId, { granted }]) => {
    if (!granted?.claims.some((claim) => isClosedFor(closure, claim))) return [];
    const standing = standingOf(granted);
    return standing && minuteOf(standing.end) > now ? [activityId] : [];
  });
}

const dayClosure = ({ closureId, resourceIds, start, end, facts: { within } }: Closing): DayClosure => ({
  closureId,
  ...(resourceIds && { resourceIds }),
  start: Math.max(start, within.start),
  end: Math.min(end, within.end),
});

/** Names what of an activity is out of use, unless all is. */
const becauseOf =
  (closure: DayClosure): Displacing['because'] =>
  ({ claims }) => {
    const closed = claims.find(({ resourceId, start, end }) =>
      isClosedFor(closure, { resourceId, start: minuteOf(start), end: minuteOf(end) }),
    );
    return closure.resourceIds && closed
      ? { code: 'closed-for', resourceId: closed.resourceId }
      : { code: 'closed-for' };
  };

function closed(command: Closing, day: CenterDay): readonly CenterDayEvent[] {
  const { closureId, ordered } = command;
  const { standing, lifted } = day.closures;
  const isKnown = standing.some((closure) => closure.closureId === closureId) || lifted.includes(closureId);
  if (isKnown) return [];
  const closure = dayClosure(command);
  const event = { type: 'DayClosed', data: { ...closure, ordered } } as const;
  const how = { ...command, because: becauseOf(closure) };
  return [event, ...displaced(evolveDay(day, event), hitBy(day, closure, command.now), how)];
}

/** What follows on one day from closing it, or opening it again; nothing where that has been done before. */
export function decideClosing(command: ClosingCommand, day: CenterDay): readonly CenterDayEvent[] {
  switch (command.type) {
    case 'Close':
      return closed(command, day);
    case 'Reopen': {
      const { closureId } = command;
      // Also where it was never closed it leaves its mark: a late closing must not come to stay.
      if (day.closures.lifted.includes(closureId)) return [];
      return [{ type: 'DayReopened', data: { closureId } }];
    }
  }
}

/** A part of an answer over several days that lies where this day is out of use. */
export type ClosedLeg = HoldRef & { readonly confirmed: boolean };

/** What the day itself cannot take away: whoever has it has something on other days, too. */
export const closedLegs = (day: CenterDay): readonly ClosedLeg[] =>
  activitiesOn(day).flatMap(([activityId, { legs }]) =>
    legs.flatMap(({ claims, revision, attempt, expiresAt, confirmed }) =>
      claims.some((claim) => isClosedOn(day.closures, claim))
        ? [{ activityId, revision, attempt, expiresAt, confirmed }]
        : [],
    ),
  );
