import { type CenterProfile, type Interval, overlaps, type Resource } from '@huitang/contracts';

/** A need with everything said, read from the catalogue's files by the test itself. */
export interface PlainNeed {
  readonly role: string;
  readonly wanted: readonly string[];
  readonly resourceId?: string;
  readonly count: number;
  readonly offsetMinutes: number;
  readonly minutes: number;
}

export interface PlainWish {
  readonly title: string;
  readonly headcount: number;
  readonly start: number;
  readonly setupMinutes: number;
  readonly teardownMinutes: number;
  readonly needs: readonly PlainNeed[];
}

type Taken = Interval & { readonly resourceId: string; readonly count: number };

const serves = (resource: Resource, need: PlainNeed, headcount: number): boolean => {
  if (need.resourceId !== undefined) return resource.id === need.resourceId;
  if (resource.type === 'room' && need.role === 'room') {
    return resource.capacity >= headcount && need.wanted.every((feature) => resource.features.includes(feature));
  }
  return (
    resource.type === 'person' &&
    resource.roles.some((role) => role === need.role) &&
    need.wanted.every((skill) => resource.skills.includes(skill))
  );
};

/** The stretch a resource is taken for, with the longer of its own buffers and the kind's. */
const stretch = (resource: Resource, need: PlainNeed, wish: PlainWish): Interval => {
  const start = wish.start + need.offsetMinutes;
  const end = start + need.minutes;
  if (resource.type === 'stop') return { start, end: end + resource.headwayMinutes };
  const own = resource.type === 'kit' ? { setupMinutes: 0, teardownMinutes: 0 } : resource;
  return {
    start: start - Math.max(own.setupMinutes, wish.setupMinutes),
    end: end + Math.max(own.teardownMinutes, wish.teardownMinutes),
  };
};

const limitOf = (resource: Resource): number =>
  resource.type === 'kit' ? resource.count : resource.type === 'stop' ? resource.groups : 1;

/** Overlapping claims are all counted as if simultaneous: stricter than any real allocator. */
const fits = (taken: readonly Taken[], claim: Taken, limit: number): boolean =>
  taken
    .filter((other) => other.resourceId === claim.resourceId && overlaps(other, claim))
    .reduce((sum, other) => sum + other.count, claim.count) <= limit;

/** Gives each wish, in turn, the first resources that are free at its preferred start; answers the titles left without. */
export const firstFit = (
  center: CenterProfile,
  wishes: readonly PlainWish[],
  prefer: (a: Resource, b: Resource) => number,
): { readonly taken: readonly Taken[]; readonly without: readonly string[] } => {
  const taken: Taken[] = [];
  const without: string[] = [];
  const resources = [...center.resources].sort(prefer);
  for (const wish of wishes) {
    const claims: Taken[] = [];
    for (const need of wish.needs) {
      const candidates = resources
        .filter((resource) => serves(resource, need, wish.headcount))
        .map((resource) => ({
          claim: { resourceId: resource.id, count: need.count, ...stretch(resource, need, wish) },
          limit: limitOf(resource),
        }));
      const found = candidates.find(({ claim, limit }) => fits([...taken, ...claims], claim, limit));
      if (found) claims.push(found.claim);
    }
    if (claims.length === wish.needs.length) taken.push(...claims);
    else without.push(wish.title);
  }
  return { taken, without };
};
