/** The plainest account of time: minutes, one by one. Nothing here is shared with the code it judges. */

export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** From `start` on, up to the one before `end`. */
export function minutesOf({ start, end }: Stretch): readonly number[] {
  const minutes: number[] = [];
  for (let minute = start; minute < end; minute += 1) minutes.push(minute);
  return minutes;
}

export const isIn = ({ start, end }: Stretch, minute: number): boolean => minute >= start && minute <= end - 1;

export const shareAMinute = (a: Stretch, b: Stretch): boolean => minutesOf(a).some((minute) => isIn(b, minute));

/** The highest sum of counts at any one minute of `during`. */
export function mostAtOnce(claims: readonly (Stretch & { readonly count: number })[], during: Stretch): number {
  const sums = minutesOf(during).map((minute) =>
    claims.filter((claim) => isIn(claim, minute)).reduce((sum, { count }) => sum + count, 0),
  );
  return Math.max(0, ...sums);
}

/** Every interval that lies within the first `ticks` minutes from `base` on. */
export function everyInterval(ticks: number, base = 0): readonly Stretch[] {
  const all: Stretch[] = [];
  for (let start = 0; start < ticks; start += 1)
    for (let end = start + 1; end <= ticks; end += 1) all.push({ start: base + start, end: base + end });
  return all;
}

export const upTo = (max: number): readonly number[] => Array.from({ length: max + 1 }, (_, number) => number);
