import type { Minute, Resource } from '@huitang/contracts';
import type { AllocationPolicy, AllocationRequest } from './allocation-problem.ts';
import { boundsFor, keptOut, neverHad } from './barred.ts';
import { type Board, isAllowed } from './board.ts';
import { buffersFor } from './buffers.ts';
import type { Choice } from './choices.ts';
import { compareResources } from './compare-resources.ts';
import { isOpen } from './opening-hours.ts';
import type { Candidate, Slot } from './slot.ts';
import { type Stretch, stretchesOf } from './stretches.ts';
import { canServe, type KitNeed, type PersonNeed, type RoomNeed, type StopNeed, unsuitable } from './suitable.ts';

/** A start, and who would do at it: nobody who is closed or out of bounds then. */
export interface StartOption {
  readonly start: Minute;
  readonly rooms: readonly Slot[];
  readonly people: readonly Slot[];
}

/** A request as the search reads it. */
export interface Ask {
  readonly request: AllocationRequest;
  /** The acceptable starts at which it is possible at all, in the order of preference. */
  readonly options: readonly StartOption[];
  readonly rooms: readonly Slot[];
  readonly people: readonly Slot[];
  readonly counted: readonly Slot[];
  /** What must be free for the counted slots. Stretches of one resource are disjoint: a group may meet itself at a stop. */
  readonly stretches: readonly Stretch[];
  /** What is worked out of all this when it is asked for. */
  readonly cache: { choices?: readonly Choice[] };
}

function candidate(resource: number, of: Resource, request: AllocationRequest, wasted: number): Candidate {
  const own = of.type === 'room' || of.type === 'person' ? of : undefined;
  const { setupMinutes, teardownMinutes } = buffersFor(request, own);
  const bounds = boundsFor(request, of.id);
  return { resource, from: -setupMinutes, to: request.durationMinutes + teardownMinutes, wasted, bounds };
}

/** Fewest wasted seats first; of rooms as large, the one with the fewest features, which others may need. */
function roomSlot(board: Board, need: RoomNeed, request: AllocationRequest): Slot {
  const candidates: Candidate[] = [];
  for (const [number, room] of board.resources.entries()) {
    if (room.type !== 'room' || unsuitable(room, need, request.headcount) || neverHad(request, room.id)) continue;
    candidates.push(candidate(number, room, request, room.capacity - request.headcount));
  }
  candidates.sort((a, b) => a.wasted - b.wasted || compareResources(board, a.resource, b.resource));
  return { role: 'room', count: 1, candidates };
}

function personSlot(board: Board, need: PersonNeed, request: AllocationRequest): Slot {
  const candidates: Candidate[] = [];
  for (const [number, person] of board.resources.entries()) {
    if (person.type !== 'person' || !canServe(person, need) || neverHad(request, person.id)) continue;
    candidates.push(candidate(number, person, request, 0));
  }
  candidates.sort((a, b) => compareResources(board, a.resource, b.resource));
  return { role: need.role, count: 1, candidates };
}

/** Needs for the same kit are one slot of their sum. */
function kitSlots(board: Board, needs: readonly KitNeed[], request: AllocationRequest): readonly Slot[] {
  return [...new Set(needs.map(({ resourceId }) => resourceId))].map((id) => {
    const count = needs.reduce((sum, need) => sum + (need.resourceId === id ? need.count : 0), 0);
    const number = board.numbers.get(id);
    const kit = number === undefined ? undefined : board.resources[number];
    const found = number !== undefined && kit?.type === 'kit' && !neverHad(request, id);
    return { role: 'kit', count, candidates: found ? [candidate(number, kit, request, 0)] : [] };
  });
}

/** The headway follows the visit, so it keeps the next group away. */
function stopSlot(board: Board, need: StopNeed, request: AllocationRequest): Slot {
  const { resourceId, offsetMinutes, minutes } = need;
  const number = board.numbers.get(resourceId);
  const stop = number === undefined ? undefined : board.resources[number];
  if (number === undefined || stop?.type !== 'stop' || neverHad(request, resourceId)) {
    return { role: 'stop', count: 1, candidates: [] };
  }
  const to = offsetMinutes + minutes + stop.headwayMinutes;
  const bounds = boundsFor(request, resourceId);
  return { role: 'stop', count: 1, candidates: [{ resource: number, from: offsetMinutes, to, wasted: 0, bounds }] };
}

/** A slot with those that are allowed at a start; the very same slot where all are. */
function allowedAt(board: Board, slot: Slot, start: Minute): Slot {
  const isHere = ({ resource, from, to, bounds }: Candidate): boolean =>
    isAllowed(board, resource, start + from, start + to) && !keptOut(bounds, start);
  return slot.candidates.every(isHere) ? slot : { ...slot, candidates: slot.candidates.filter(isHere) };
}

const isEmpty = ({ candidates }: Slot): boolean => candidates.length === 0;

const isKeptOut = ({ candidates }: Slot, start: Minute): boolean =>
  candidates.some(({ bounds }) => keptOut(bounds, start) !== undefined);

function optionAt(
  board: Board,
  start: Minute,
  { rooms, people, counted, stretches }: Omit<Ask, 'options'>,
): StartOption[] {
  const isThere = stretches.every(({ resource, from, to }) => isAllowed(board, resource, start + from, start + to));
  if (!isThere || counted.some((slot) => isKeptOut(slot, start))) return [];
  const option = {
    start,
    rooms: rooms.map((slot) => allowedAt(board, slot, start)),
    people: people.map((slot) => allowedAt(board, slot, start)),
  };
  return option.rooms.some(isEmpty) || option.people.some(isEmpty) ? [] : [option];
}

/** The slots of a request by sort, each in the order of the needs. */
function slotsOf(board: Board, request: AllocationRequest): Pick<Ask, 'rooms' | 'people' | 'counted'> {
  const rooms: Slot[] = [];
  const people: Slot[] = [];
  const kit: KitNeed[] = [];
  const stops: Slot[] = [];
  for (const need of request.needs) {
    if (need.role === 'room') rooms.push(roomSlot(board, need, request));
    else if (need.role === 'kit') kit.push(need);
    else if (need.role === 'stop') stops.push(stopSlot(board, need, request));
    else people.push(personSlot(board, need, request));
  }
  return { rooms, people, counted: kit.length === 0 ? stops : [...kitSlots(board, kit, request), ...stops] };
}

/** What a request asks for in numbers of the board. One that nothing could ever serve has no options. */
export function askOf(board: Board, request: AllocationRequest, open: AllocationPolicy['open']): Ask {
  const { needs, headcount, durationMinutes, asGiven } = request;
  const { rooms, people, counted } = slotsOf(board, request);
  const parts = { request, rooms, people, counted, stretches: stretchesOf(counted), cache: {} };
  const isShort = rooms.some(isEmpty) || people.some(isEmpty) || counted.some(isEmpty);
  const never = needs.length === 0 || headcount < 1 || isShort;
  const isOpenAt = (start: Minute): boolean => asGiven || isOpen(open, { start, end: start + durationMinutes });
  const starts = never ? [] : request.starts.filter(isOpenAt);
  return { ...parts, options: starts.flatMap((start) => optionAt(board, start, parts)) };
}
