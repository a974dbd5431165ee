import type { Slot } from './slot.ts';

/** `count` of a resource from one minute to another, counted from an activity's start. */
export interface Stretch {
  readonly resource: number;
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** The stretches of one resource cut where any begins or ends, each with what is needed during it. */
function cut(same: readonly Stretch[]): readonly Stretch[] {
  const edges = [...new Set(same.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  return edges.flatMap((from, index) => {
    const to = edges[index + 1];
    const present = same.filter((stretch) => stretch.from <= from && from < stretch.to);
    const [first] = present;
    if (to === undefined || !first) return [];
    return [{ resource: first.resource, from, to, count: present.reduce((sum, { count }) => sum + count, 0) }];
  });
}

const NONE: readonly Stretch[] = [];

/**
 * What must be free for some counted slots. Where a group comes back to a stop before its own headway is over, it counts
 * twice there; cut into disjoint stretches, each can be asked for alone.
 */
export function stretchesOf(slots: readonly Slot[]): readonly Stretch[] {
  if (slots.length === 0) return NONE;
  const all = slots.flatMap(({ count, candidates }) =>
    candidates.map(({ resource, from, to }) => ({ resource, from, to, count })),
  );
  const resources = new Set(all.map(({ resource }) => resource));
  if (resources.size === all.length) return all;
  return [...resources].flatMap((resource) => cut(all.filter((stretch) => stretch.resource === resource)));
}
