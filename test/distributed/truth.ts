import type { World } from '../support/installation.ts';
import type { Acknowledged } from './load.ts';

interface Reservation {
  readonly activityId: string;
  readonly start: string;
  readonly end: string;
}

export interface Truth {
  readonly lost: readonly string[];
  /** Acknowledged and still without an answer. */
  readonly open: readonly string[];
  readonly confirmed: number;
  readonly declined: number;
  /** Pairs that hold one room at one time, by what room use shows. */
  readonly doubled: readonly string[];
}

async function statusOf(world: World, id: string): Promise<string> {
  const { status, json } = await world.get(`/api/activities/${id}`);
  return status === 200 ? json.status : 'lost';
}

function overlaps(resourceId: string, reservations: readonly Reservation[]): readonly string[] {
  const inOrder = [...reservations].sort((a, b) => Date.parse(a.start) - Date.parse(b.start));
  return inOrder.flatMap((one, index) => {
    const before = inOrder[index - 1];
    return before && Date.parse(before.end) > Date.parse(one.start)
      ? [`${resourceId}: ${before.activityId} and ${one.activityId}`]
      : [];
  });
}

/** What has become of what was acknowledged, asked as a user would, once everything is at rest. */
export async function truthOf(
  world: World,
  acknowledged: readonly Acknowledged[],
  { centers, from, to }: { readonly centers: readonly string[]; readonly from: string; readonly to: string },
): Promise<Truth> {
  const statuses = new Map<string, string>();
  for (const { id } of acknowledged) statuses.set(id, await statusOf(world, id));
  const withStatus = (wanted: string): string[] => [...statuses].flatMap(([id, is]) => (is === wanted ? [id] : []));
  const uses = await Promise.all(
    centers.map((center) => world.get(`/api/centers/${center}/use?from=${from}&to=${to}`)),
  );
  const resources: readonly { id: string; reservations: Reservation[] }[] = uses.flatMap(({ json }) => json.resources);
  return {
    lost: withStatus('lost'),
    open: withStatus('proposed'),
    confirmed: withStatus('confirmed').length,
    declined: withStatus('declined').length,
    doubled: resources.flatMap(({ id, reservations }) => overlaps(id, reservations)),
  };
}
