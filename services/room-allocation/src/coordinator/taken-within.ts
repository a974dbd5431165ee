import type { ActivityId, CenterId, Interval } from '@huitang/contracts';
import type { Commitment } from '../domain/allocator/allocation-problem.ts';
import { type CenterDay, takenOn } from '../domain/center-day-state.ts';
import { dayStream, daysOf } from '../domain/center-days.ts';
import { cutOf, type KnownCenter } from '../facts.ts';
import type { Coordinator } from './coordinator.ts';

/** The days that an interval touches, as they stand. */
export const daysWithin = (
  { days }: Pick<Coordinator, 'days'>,
  centerId: CenterId,
  known: KnownCenter,
  within: Interval,
): Promise<readonly CenterDay[]> =>
  Promise.all(daysOf(cutOf(known), within).map(async (day) => (await days.load(dayStream(centerId, day))).state));

/** What is taken of a center on the days that an interval touches, `except` what one activity has. */
export async function takenWithin(
  coordinator: Pick<Coordinator, 'days'>,
  centerId: CenterId,
  known: KnownCenter,
  within: Interval,
  except?: ActivityId,
): Promise<readonly Commitment[]> {
  const days = await daysWithin(coordinator, centerId, known, within);
  return days.flatMap((day) => takenOn(day, except, { holds: true }));
}
