import type { ActivityId, CenterId, Interval } from '@huitang/contracts';
import type { Commitment } from '../domain/allocator/allocation-problem.ts';
import { takenOn } from '../domain/center-day-state.ts';
import { dayStream, daysOf } from '../domain/center-days.ts';
import { cutOf, type KnownCenter } from '../facts.ts';
import type { Coordinator } from './coordinator.ts';

/** What is taken of a center on the days that an interval touches, `except` what one activity has. */
export async function takenWithin(
  { days }: Pick<Coordinator, 'days'>,
  centerId: CenterId,
  known: KnownCenter,
  within: Interval,
  except?: ActivityId,
): Promise<readonly Commitment[]> {
  const names = daysOf(cutOf(known), within).map((day) => dayStream(centerId, day));
  const states = await Promise.all(names.map((name) => days.load(name)));
  return states.flatMap(({ state }) => takenOn(state, except, { holds: true }));
}
