import type { Interval } from '@huitang/contracts';

/** Sorted, with those that overlap or touch joined: 18:00–24:00 and 00:00–02:00 become one stretch over midnight. */
export function joined(intervals: readonly Interval[]): readonly Interval[] {
  const sorted = intervals.filter(({ start, end }) => start < end).sort((a, b) => a.start - b.start || a.end - b.end);
  const result: Interval[] = [];
  for (const { start, end } of sorted) {
    const last = result.at(-1);
    if (last && start <= last.end) result[result.length - 1] = { start: last.start, end: Math.max(last.end, end) };
    else result.push({ start, end });
  }
  return result;
}

/** True when every minute of `interval` is open; `open` as `joined` gives it. */
export const isOpen = (open: readonly Interval[], interval: Interval): boolean =>
  open.some(({ start, end }) => start <= interval.start && interval.end <= end);
