import type { Minute } from './time.ts';

/** How far ahead an activity of some kind may be asked for. */
export interface KindLimits {
  /** How many days ahead of now its start may lie at most, and how many minutes at least. */
  readonly horizonDays: number;
  readonly leastLeadMinutes: number;
}

const DAY_MINUTES = 1440;

/** What is wrong with a start as far as its kind goes, in minutes since 1970; undefined when all is well. */
export function kindObjection(
  start: Minute,
  now: Minute,
  { horizonDays, leastLeadMinutes }: KindLimits,
): 'starts-too-soon' | 'starts-too-late' | undefined {
  if (start < now + leastLeadMinutes) return 'starts-too-soon';
  return start > now + horizonDays * DAY_MINUTES ? 'starts-too-late' : undefined;
}
