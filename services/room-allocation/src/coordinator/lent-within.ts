import type { ActivityId, Interval } from '@huitang/contracts';
import type { Closure, Commitment } from '../domain/allocator/allocation-problem.ts';
import type { Borrowed } from '../domain/allocator/borrowed.ts';
import { takenOn } from '../domain/center-day-state.ts';
import { closedOn } from '../domain/day-closures.ts';
import { cutOf } from '../facts.ts';
import type { Coordinator } from './coordinator.ts';
import { closuresFor, type Lender, lentClosures, peopleOf } from './lenders.ts';
import { daysWithin, inRounds } from './taken-within.ts';

/** Who could come from other centers, what their centers have taken, and when they do not lend them. */
interface Lent {
  readonly people: readonly Borrowed[];
  readonly commitments: readonly Commitment[];
  readonly closures: readonly Closure[];
}

/** What lenders have within an interval as it stands, `except` what one activity has there. */
export async function lentWithin(
  coordinator: Coordinator,
  lenders: readonly Lender[],
  within: Interval,
  except: ActivityId,
): Promise<Lent> {
  const found = await Promise.all(
    lenders.map(async ({ id, known }) => {
      const days = await daysWithin(coordinator, id, known, within);
      // A day in a round lends nobody.
      const closed = [...days.flatMap((day) => closedOn(day.closures)), ...inRounds(cutOf(known), within, days)];
      return {
        commitments: days.flatMap((day) => takenOn(day, except, { holds: true })),
        closures: closuresFor(lenders, id, closed),
      };
    }),
  );
  return {
    people: peopleOf(lenders),
    commitments: found.flatMap(({ commitments }) => commitments),
    closures: [...found.flatMap(({ closures }) => closures), ...lentClosures(coordinator, lenders, within)],
  };
}
