import type { CenterId, Neighbour } from '@huitang/contracts';

export type NeighbourRefusal =
  | { readonly code: 'neighbour-repeated'; readonly centerId: CenterId }
  | { readonly code: 'neighbour-is-itself'; readonly centerId: CenterId };

/** Why these cannot be a center's neighbours; undefined when they can. */
export function neighbourObjection(centerId: CenterId, neighbours: readonly Neighbour[]): NeighbourRefusal | undefined {
  const ids = neighbours.map((neighbour) => neighbour.centerId);
  if (ids.includes(centerId)) return { code: 'neighbour-is-itself', centerId };
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  return repeated === undefined ? undefined : { code: 'neighbour-repeated', centerId: repeated };
}
