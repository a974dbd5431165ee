import { z } from 'zod';
import { line } from './text.ts';

/** Why staff of a center order something, in their own words: shown to whoever it concerns, so it names nobody. */
export const OrderReason = line(500);

/** Who of the staff ordered it, and why. */
export const Order = z.object({ by: z.string(), reason: z.string() });
export type Order = z.infer<typeof Order>;

/** How far ahead staff may put an activity, whatever its kind says: who orders years ahead has mistyped a year. */
export const ORDER_AHEAD_DAYS_MAX = 730;

const DAY_MINUTES = 1440;

/** What is wrong with a start that staff name, in minutes since 1970; undefined when all is well. */
export function orderStartObjection(
  start: number,
  now: number,
): { readonly code: 'starts-too-soon' | 'starts-too-late'; readonly wanted: string } | undefined {
  if (start <= now) return { code: 'starts-too-soon', wanted: 'a time to come' };
  return start > now + ORDER_AHEAD_DAYS_MAX * DAY_MINUTES
    ? { code: 'starts-too-late', wanted: `at most ${ORDER_AHEAD_DAYS_MAX} days from now` }
    : undefined;
}
