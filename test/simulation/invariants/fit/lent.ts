import type { CenterId, CenterProfile, Person, Wish } from '@huitang/contracts';

/** Somebody of another center, with the way there and back in what they need before and after. */
export interface Lent extends Person {
  readonly home: CenterId;
}

export const homeOf = (resource: object): string | undefined =>
  'home' in resource ? String(resource.home) : undefined;

/** Whom the neighbours of a center could send for a wish. */
export function lentTo(
  { neighbours = [] }: CenterProfile,
  { setupMinutes, teardownMinutes }: Pick<Wish, 'setupMinutes' | 'teardownMinutes'>,
  lenderOf: (centerId: string) => CenterProfile | undefined,
): readonly Lent[] {
  return neighbours.flatMap(({ centerId: home, travelMinutes }) =>
    (lenderOf(home)?.resources ?? []).flatMap((person): readonly Lent[] =>
      person.type === 'person'
        ? [
            {
              ...person,
              home,
              setupMinutes: Math.max(setupMinutes, person.setupMinutes) + travelMinutes,
              teardownMinutes: Math.max(teardownMinutes, person.teardownMinutes) + travelMinutes,
            },
          ]
        : [],
    ),
  );
}
