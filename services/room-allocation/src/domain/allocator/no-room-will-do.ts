import type { Reason, Room } from '@huitang/contracts';
import { DETAILS_MAX, type Miss } from './miss.ts';
import { byFit, type RoomNeed, unsuitable } from './suitable.ts';

function causeOf(need: RoomNeed, rooms: readonly Room[], headcount: number): Reason {
  const largest = Math.max(0, ...rooms.map(({ capacity }) => capacity));
  return largest < headcount
    ? { code: 'no-room-large-enough', values: { headcount, largest } }
    : { code: 'no-room-with-features', values: { features: need.features.join(' '), headcount } };
}

function missOf(need: RoomNeed, rooms: readonly Room[], headcount: number): Miss {
  const details = [...rooms]
    .sort(byFit)
    .flatMap((room) => unsuitable(room, need, headcount) ?? [])
    .filter(({ code }) => code !== 'not-the-room-named');
  const named = need.resourceId;
  if (named === undefined) {
    return { cause: causeOf(need, rooms, headcount), details: details.slice(0, DETAILS_MAX), blockedBy: [] };
  }
  const known = details.find(({ resourceId }) => resourceId === named);
  return { cause: known ?? { code: 'no-such-resource', resourceId: named }, details: [], blockedBy: [] };
}

/** What is missing where no room would do for one of the needs, whatever the time; undefined when each has one. */
export function noRoomWillDo(needs: readonly RoomNeed[], rooms: readonly Room[], headcount: number): Miss | undefined {
  const without = needs.find((need) => rooms.every((room) => unsuitable(room, need, headcount)));
  return without && missOf(without, rooms, headcount);
}
