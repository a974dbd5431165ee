import type { WayThrough } from './allocator/ways-through.ts';
import type { Displaceable } from './displaceable.ts';

/** More are never displaced for one wish. */
export const DISPLACED_MAX = 8;

/** So many ways are followed to their end, those that displace the fewest first. */
const WAYS_MAX = 12;

/** The ways that take the fewest others their places, and of those the smaller ones. */
export function fewest(ways: readonly WayThrough[], others: readonly Displaceable[]): readonly WayThrough[] {
  const heads = new Map(others.map(({ activityId, headcount }) => [activityId as string, headcount]));
  const headsOf = ({ requestIds }: WayThrough): number => requestIds.reduce((sum, id) => sum + (heads.get(id) ?? 0), 0);
  return [...ways]
    .sort((a, b) => a.requestIds.length - b.requestIds.length || headsOf(a) - headsOf(b) || a.cost - b.cost)
    .slice(0, WAYS_MAX);
}
