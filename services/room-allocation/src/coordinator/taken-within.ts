import type { ActivityId, CenterId, Interval } from '@huitang/contracts';
import type { Commitment } from '../domain/allocator/allocation-problem.ts';
import { type CenterDay, takenOn } from '../domain/center-day-state.ts';
import { type DayCut, dayIntervalOf, dayStream, daysOf } from '../domain/center-days.ts';
import { isUnderWay } from '../domain/round-state.ts';
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

/** The stretches of these days, which an interval touches, that give nothing away one by one. */
export const inRounds = (cut: DayCut, within: Interval, days: readonly CenterDay[]): readonly Interval[] =>
  daysOf(cut, within).flatMap((name, index) => (isUnderWay(days[index]?.round) ? [dayIntervalOf(cut, name)] : []));

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
