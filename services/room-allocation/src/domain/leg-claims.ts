import type { PlannedLeg } from './allocation.ts';
import type { PlannedClaim } from './allocator/allocation-problem.ts';
import { capacityOf } from './allocator/capacity.ts';
import type { LegClaim } from './center-day.ts';
import { type DayCut, dayStream, legsOf } from './center-days.ts';

/** Claims cut at the day boundaries they cross: what is to be held on each center-day, in ascending order of streams. */
export function legsOfClaims(centerId: string, cut: DayCut, claims: readonly PlannedClaim[]): readonly PlannedLeg[] {
  const byStream = new Map<string, LegClaim[]>();
  for (const { resource, count, start, end } of claims) {
    for (const leg of legsOf(cut, { start, end })) {
      const stream = dayStream(centerId, leg.day);
      const claim = { resourceId: resource.id, count, capacity: capacityOf(resource), start: leg.start, end: leg.end };
      byStream.set(stream, [...(byStream.get(stream) ?? []), claim]);
    }
  }
  return [...byStream.keys()].sort().map((stream) => ({ stream, claims: byStream.get(stream) ?? [] }));
}
