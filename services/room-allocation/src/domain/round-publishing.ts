import type { AllocationGranted, Minute, Reason } from '@huitang/contracts';
import type { CenterDayEvent } from './center-day-state.ts';
import { collectedOf, type DayRound } from './round-state.ts';
import type { Collected } from './round-wish.ts';
import { signedBy, termsFor } from './standing.ts';
import { tentativeFor } from './tentative.ts';

/** That an answer was given together with all others of the day. */
export const roundReason = ({ date }: Pick<DayRound, 'date'>): Reason => ({ code: 'round', values: { date } });

/** What staff have settled stays as they said, bound by no rule of booking; the rest may move within what it offered until it is announced. */
function granted(round: DayRound, answer: AllocationGranted, now: Minute): CenterDayEvent[] {
  const wish = collectedOf(round, answer.activityId);
  if (!wish) return [];
  const { request, movable, asked } = wish;
  const isSettled = round.adjustments.some(({ activityId }) => activityId === answer.activityId);
  const start = request.preferredStart + answer.movedMinutes;
  const tentative = isSettled ? undefined : tentativeFor(request, start, movable, now);
  const reasons = [...answer.reasons, roundReason(round)];
  const fixed = isSettled ? { ...request, barred: undefined } : request;
  const kept = tentative ? { tentative: { ...tentative, ...signedBy(asked) } } : { terms: termsFor(fixed, asked) };
  return [{ type: 'AllocationGranted', data: { ...answer, reasons, ...kept } }];
}

/** Its starts here are passed over, so that the wish goes on to later ones, or to its refusal. */
const passedOver = ({ asked: { activityId, revision }, firstStart, request }: Collected): CenterDayEvent => ({
  type: 'StartsGivenUp',
  data: { activityId, revision, starts: firstStart + request.starts.length },
});

/** Everybody's answer in one commit; that it is published comes first, so that nothing here makes it untrue. */
export function publishedEvents(round: DayRound, now: Minute, by: string | undefined): readonly CenterDayEvent[] {
  const { centerId, date, number, solution } = round;
  if (!solution) return [];
  const { granted: given, moved, refused, bound } = solution;
  const counts = {
    asked: given.length + refused.length,
    granted: given.length,
    refused: refused.length,
    moved: moved.length,
  };
  return [
    {
      type: 'RoundPublished',
      data: {
        ...{ centerId, date, number, ...counts },
        ...(bound && { bound }),
        ...(by !== undefined && { ordered: { by } }),
      },
    },
    ...moved.map((data): CenterDayEvent => ({ type: 'AllocationMoved', data })),
    ...given.flatMap((answer) => granted(round, answer, now)),
    ...refused.flatMap(({ activityId }): CenterDayEvent[] => {
      const wish = collectedOf(round, activityId);
      return wish ? [passedOver(wish)] : [];
    }),
  ];
}
