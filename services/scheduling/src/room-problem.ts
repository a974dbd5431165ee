import type { CenterId, ResourceId } from '@huitang/contracts';
import type { Reply } from '@huitang/runtime';
import type { SchedulingContext } from './context.ts';
import { hearOf } from './known-center.ts';
import { objection, objectionReply } from './objection.ts';

type Looking = Pick<SchedulingContext, 'views' | 'platform'>;

/** The index of the first that is no room of the center, as far as has been heard here; -1 for none. */
async function firstStranger({ views }: Looking, center: CenterId, rooms: readonly ResourceId[]): Promise<number> {
  const known = await Promise.all(rooms.map((id) => views.resources.get(id)));
  return known.findIndex((room) => room?.center !== center || room.type !== 'room');
}

/** What is wrong with rooms that staff have named, once everything of the center has been heard; undefined for nothing. */
export async function roomProblem(
  context: Looking,
  center: CenterId,
  rooms: readonly ResourceId[],
  fieldOf: (index: number) => string = (index) => `rooms[${index}]`,
): Promise<Reply | undefined> {
  if ((await firstStranger(context, center, rooms)) < 0) return undefined;
  const behind = await hearOf(context.platform, center);
  if (behind) return behind;
  const index = await firstStranger(context, center, rooms);
  return index < 0
    ? undefined
    : objectionReply(objection('unknown-resource', fieldOf(index), `the id of a room of ${center}`));
}
