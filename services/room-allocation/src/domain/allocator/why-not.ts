import type { Minute } from '@huitang/contracts';
import type { AllocationPolicy } from './allocation-problem.ts';
import type { Ask } from './ask.ts';
import type { Board } from './board.ts';
import type { Miss } from './miss.ts';
import { noRoomWillDo } from './no-room-will-do.ts';
import { isOpen } from './opening-hours.ts';
import { whyNoPerson } from './why-no-person.ts';
import { whyNoRoom } from './why-no-room.ts';
import { whyNotCounted } from './why-not-counted.ts';

const simply = (code: string): Miss => ({ cause: { code }, details: [], blockedBy: [] });

/** Ids of kit, each once, then of stops: what the counted slots of an ask stand for. */
function countedNames({ request: { needs } }: Ask): readonly string[] {
  const kit = needs.flatMap((need) => (need.role === 'kit' ? [need.resourceId] : []));
  const stops = needs.flatMap((need) => (need.role === 'stop' ? [need.resourceId] : []));
  return [...new Set(kit), ...stops];
}

/** Why no room would do, whatever the hour; undefined when there is one for every need. */
function whyNever(board: Board, { rooms, request }: Ask): Miss | undefined {
  if (rooms.every(({ candidates }) => candidates.length > 0)) return undefined;
  const all = board.resources.filter((resource) => resource.type === 'room');
  const needs = request.needs.filter((need) => need.role === 'room');
  return noRoomWillDo(needs, all, request);
}

/** What stands in the way of a request at one start, as the board stands; undefined when everything can be had. */
export function whyNot(board: Board, ask: Ask, open: AllocationPolicy['open'], start: Minute): Miss | undefined {
  const { needs, durationMinutes, headcount, asGiven } = ask.request;
  if (needs.length === 0) return simply('nothing-needed');
  if (headcount < 1) return simply('nobody-comes');
  // First, because no other hour helps.
  const never = whyNever(board, ask);
  if (never) return never;
  if (!asGiven && !isOpen(open, { start, end: start + durationMinutes })) return simply('closed');
  return (
    whyNoRoom(board, ask.rooms, start) ??
    whyNoPerson(board, ask.request, ask.people, start) ??
    whyNotCounted(board, ask.request, ask.counted, countedNames(ask), start)
  );
}
