import type { Dice } from './dice.ts';
import { askFor, type Session } from './session.ts';

/** A number for each activity: those with the smallest are placed first. */
export type Order = (activity: number) => number;

/**
 * The orders in which a batch is tried. By worth for the square root of the minutes comes first: where there is far too
 * little for all, it is much better than by worth alone, which gives the place of many to few.
 */
export function ordersOf(session: Session, worths: readonly number[], dice: Dice): readonly Order[] {
  const worth: Order = (activity) => worths[activity] ?? 0;
  const minutes: Order = (activity) => askFor(session, activity).request.durationMinutes;
  const thrown = session.activities.map(() => dice());
  const density: Order = (activity) => -worth(activity) / Math.sqrt(minutes(activity));
  return [
    density,
    (activity) => -worth(activity),
    (activity) => askFor(session, activity).options.length,
    (activity) => activity,
    (activity) => density(activity) * (0.5 + (thrown[activity] ?? 0)),
  ];
}
