import type { Interval, Minute, Resource } from '@huitang/contracts';
import type { WishedTerms } from './allocator/allocation-problem.ts';
import { widestSpan } from './allocator/buffers.ts';
import { type DayCut, dayStream, daysOf } from './center-days.ts';

/** Neighbouring starts of a wish that touch the same center-days: tried together. */
export interface StartGroup {
  /** Number of its first start in the wish. */
  readonly first: number;
  readonly starts: readonly Minute[];
  /** Streams of the center-days, ascending. */
  readonly days: readonly string[];
}

const sameDays = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((day, index) => day === b[index]);

/**
 * A wish's starts in their order of preference, cut into groups of the same days, so that an earlier start on one day
 * comes before a later one on another. The days are those that any suitable resource could touch with its buffers.
 */
export function planOf(
  centerId: string,
  cut: DayCut,
  starts: readonly Minute[],
  terms: WishedTerms,
  resources: readonly Resource[],
): readonly StartGroup[] {
  const span: Interval = widestSpan(terms, resources);
  const groups: { first: number; starts: Minute[]; days: readonly string[] }[] = [];
  starts.forEach((start, index) => {
    const days = daysOf(cut, { start: start + span.start, end: start + span.end }).map((day) =>
      dayStream(centerId, day),
    );
    const last = groups.at(-1);
    if (last && sameDays(last.days, days)) last.starts.push(start);
    else groups.push({ first: index, starts: [start], days });
  });
  return groups;
}
