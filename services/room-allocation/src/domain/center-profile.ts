import type { CenterNeighboursChanged, CenterProfile, CenterRenamed, OpeningHours, Resource } from '@huitang/contracts';
import { sameValue } from './same-value.ts';

/** A center's profile after it was renamed: the old name stays findable, each told once and none while it is in use. */
export const renamed = (
  profile: CenterProfile,
  { name, formerName }: Pick<CenterRenamed, 'name' | 'formerName'>,
): CenterProfile => ({
  ...profile,
  name,
  formerNames: [
    ...profile.formerNames.filter((former) => !sameValue(former.name, name) && !sameValue(former.name, formerName)),
    { name: formerName },
  ],
});

/** A center's profile with a resource added, or put in the place of the one with its id. */
export const withResource = (profile: CenterProfile, resource: Resource): CenterProfile => ({
  ...profile,
  resources: profile.resources.some(({ id }) => id === resource.id)
    ? profile.resources.map((known) => (known.id === resource.id ? resource : known))
    : [...profile.resources, resource],
});

/** A center's profile with other hours, all of them. */
export const withHours = (
  { holidays: _, ...profile }: CenterProfile,
  { openingHours, holidays, specialDays }: OpeningHours,
): CenterProfile => ({ ...profile, openingHours, specialDays, ...(holidays && { holidays }) });

export const withNeighbours = (
  profile: CenterProfile,
  { neighbours }: Pick<CenterNeighboursChanged, 'neighbours'>,
): CenterProfile => ({ ...profile, neighbours });
