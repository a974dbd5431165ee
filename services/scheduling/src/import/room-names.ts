import { type CenterId, ResourceId } from '@huitang/contracts';
import type { SchedulingViews } from '../views.ts';

/** A center's rooms by what a file may call them: an id means its room alone, a name may be that of several. */
export type RoomNames = ReadonlyMap<string, readonly ResourceId[]>;

/** A center has at most 2,000 resources. */
const ROOMS_MAX = 10_000;

export async function roomNamesOf({ resources }: SchedulingViews, center: CenterId): Promise<RoomNames> {
  const { items } = await resources.find({ where: { center, type: 'room' }, limit: ROOMS_MAX });
  const rooms = new Map<string, ResourceId[]>();
  for (const { id, names } of items) {
    // Both languages may say the same.
    for (const name of new Set(names)) rooms.set(name, [...(rooms.get(name) ?? []), ResourceId.parse(id)]);
  }
  for (const { id } of items) rooms.set(id, [ResourceId.parse(id)]);
  return rooms;
}
