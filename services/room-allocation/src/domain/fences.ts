import type { DayActivity } from './day-activity.ts';

/** Whether a newer revision or a cancellation has been here: this one gets nothing of the day any more. */
export const isSuperseded = (
  { granted, releasedUpTo, givenUp, legs, unwantedUpTo = 0 }: DayActivity,
  revision: number,
): boolean =>
  releasedUpTo >= revision ||
  unwantedUpTo >= revision ||
  givenUp.revision > revision ||
  (granted !== undefined && granted.revision > revision) ||
  legs.some((leg) => leg.revision > revision);

/** How many of a revision's starts are not tried here any more. */
export const passedOver = ({ givenUp }: DayActivity, revision: number): number =>
  givenUp.revision === revision ? givenUp.starts : 0;
