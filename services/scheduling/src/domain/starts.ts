import { type Instant, instantOf, minuteOf } from '@huitang/contracts';

/** Another acceptable start, or a stretch within which any start on the step will do (`latest` included). */
export type AcceptableStart = { readonly start: Instant } | { readonly earliest: Instant; readonly latest: Instant };

const START_STEP_MINUTES = 30;
export const STARTS_MAX = 200;

/**
 * All acceptable starts, the preferred one first, then the others by how far they are from it, the earlier of two
 * equally far ones first. More than `STARTS_MAX` is a refusal: nobody means that many.
 */
export function startsOf(
  preferred: Instant,
  acceptable: readonly AcceptableStart[],
): { readonly ok: true; readonly starts: Instant[] } | { readonly ok: false; readonly code: 'too-many-starts' } {
  const first = minuteOf(preferred);
  const others = new Set<number>();
  for (const one of acceptable) {
    const from = minuteOf('start' in one ? one.start : one.earliest);
    const to = 'start' in one ? from : minuteOf(one.latest);
    for (let minute = from; minute <= to; minute += START_STEP_MINUTES) {
      others.add(minute);
      if (others.size > STARTS_MAX) return { ok: false, code: 'too-many-starts' };
    }
  }
  others.delete(first);
  if (others.size >= STARTS_MAX) return { ok: false, code: 'too-many-starts' };
  const sorted = [...others].sort((a, b) => Math.abs(a - first) - Math.abs(b - first) || a - b);
  return { ok: true, starts: [first, ...sorted].map(instantOf) };
}
