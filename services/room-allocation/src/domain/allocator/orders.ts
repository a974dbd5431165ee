import type { Dice } from './dice.ts';
import { askFor, type Session } from './session.ts';

/** A number for each activity: those with the smallest are placed first. */
export type Order = (activity: number) => number;

/**
 * The orders in which a batch is tried: by worth for the square root of the minutes, which where there is far too little
 * for all is much better than by worth alone; the least flexible first; the first order again with some luck. By worth
 * and by arrival were tried too, and found nothing that these do not find.
 */
export function ordersOf(session: Session, worths: readonly number[], dice: Dice): readonly Order[] {
  const thrown = session.activities.map(() => dice());
  const density: Order = (activity) =>
    -(worths[activity] ?? 0) / Math.sqrt(askFor(session, activity).request.durationMinutes);
  return [
    density,
    (activity) => askFor(session, activity).options.length,
    (activity) => density(activity) * (0.5 + (thrown[activity] ?? 0)),
  ];
}
