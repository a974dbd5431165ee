import type { Resource } from '@huitang/contracts';
import type { Session } from '../domain/allocator/session.ts';

/** Resources that are alike in everything, so that only how many of them are taken matters, not which. */
export interface Sort {
  readonly members: readonly number[];
  readonly capacity: number;
}

function likeness(resource: Resource): string | undefined {
  switch (resource.type) {
    case 'room': {
      const { capacity, features, setupMinutes, teardownMinutes } = resource;
      return JSON.stringify(['room', capacity, [...features].sort(), setupMinutes, teardownMinutes]);
    }
    case 'person': {
      const { roles, skills, setupMinutes, teardownMinutes } = resource;
      return JSON.stringify(['person', [...roles].sort(), [...skills].sort(), setupMinutes, teardownMinutes]);
    }
    case 'kit':
    case 'stop':
      return undefined;
  }
}

/**
 * The sorts of a board on which only what is fixed stands, and the sort of each resource. Merged are rooms and people of
 * whom nothing is taken or closed, nobody asks for one by name and nobody may not have one: then a number of intervals of which no more than there
 * are members meet at any minute can always be dealt out among them (interval graphs are perfect).
 */
export function sortsOf({ board, activities }: Session): {
  readonly sorts: readonly Sort[];
  readonly of: readonly number[];
} {
  const named = new Set<string>(
    activities.flatMap(({ needs, barred = [] }) => [
      ...needs.flatMap((need) => ('resourceId' in need && need.resourceId) || []),
      ...barred.map(({ resourceId }) => resourceId),
    ]),
  );
  const sorts: { members: number[]; capacity: number }[] = [];
  const known = new Map<string, number>();
  const of = board.resources.map((resource, number) => {
    const isPlain =
      (board.lines[number]?.bookings.length ?? 0) === 0 &&
      board.closures[number]?.length === 0 &&
      !named.has(resource.id);
    const key = isPlain ? likeness(resource) : undefined;
    const alike = key === undefined ? undefined : known.get(key);
    const sort = alike === undefined ? undefined : sorts[alike];
    if (sort && alike !== undefined) {
      sort.members.push(number);
      sort.capacity += 1;
      return alike;
    }
    if (key !== undefined) known.set(key, sorts.length);
    sorts.push({ members: [number], capacity: board.capacities[number] ?? 0 });
    return sorts.length - 1;
  });
  return { sorts, of };
}
