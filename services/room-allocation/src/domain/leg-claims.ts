import type { CenterId } from '@huitang/contracts';
import type { PlannedLeg } from './allocation-state.ts';
import type { PlannedClaim } from './allocator/allocation-problem.ts';
import { isBorrowed } from './allocator/borrowed.ts';
import { capacityOf } from './allocator/capacity.ts';
import type { LegClaim } from './center-day-command.ts';
import { type DayCut, dayStream, legsOf } from './center-days.ts';

/** Where a day is another's: the cut of each center that lends somebody. */
export type Cuts = ReadonlyMap<CenterId, DayCut>;

/**
 * Claims cut at the day boundaries they cross: what is to be held on each center-day, in ascending order of streams.
 * Whoever is borrowed is held on the days of the center they come from, as its boundary cuts them.
 */
export function legsOfClaims(
  centerId: CenterId,
  cut: DayCut,
  claims: readonly PlannedClaim[],
  lenders: Cuts = new Map(),
): readonly PlannedLeg[] {
  const byStream = new Map<string, LegClaim[]>();
  for (const { resource, count, start, end } of claims) {
    const owner = isBorrowed(resource) ? resource.borrowed.centerId : centerId;
    for (const leg of legsOf(lenders.get(owner) ?? cut, { start, end })) {
      const stream = dayStream(owner, leg.day);
      const claim = { resourceId: resource.id, count, capacity: capacityOf(resource), start: leg.start, end: leg.end };
      byStream.set(stream, [...(byStream.get(stream) ?? []), claim]);
    }
  }
  return [...byStream.keys()].sort().map((stream) => ({ stream, claims: byStream.get(stream) ?? [] }));
}
