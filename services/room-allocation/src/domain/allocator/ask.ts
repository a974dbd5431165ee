import type { Minute, Resource, Room } from '@huitang/contracts';
import type { AllocationPolicy, AllocationRequest } from './allocation-problem.ts';
import { type Board, isAllowed } from './board.ts';
import { buffersFor } from './buffers.ts';
import type { Choice } from './choices.ts';
import { compareResources } from './compare-resources.ts';
import { isOpen } from './opening-hours.ts';
import type { Candidate, Slot } from './slot.ts';
import { type Stretch, stretchesOf } from './stretches.ts';
import {
  canServe,
  isPersonNeed,
  type KitNeed,
  type PersonNeed,
  type RoomNeed,
  type StopNeed,
  unsuitable,
} from './suitable.ts';

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

type Terms = Pick<AllocationRequest, 'durationMinutes' | 'setupMinutes' | 'teardownMinutes'>;

function candidate(resource: number, of: Resource, terms: Terms, wasted: number): Candidate {
  const own = of.type === 'room' || of.type === 'person' ? of : undefined;
  const { setupMinutes, teardownMinutes } = buffersFor(terms, own);
  return { resource, from: -setupMinutes, to: terms.durationMinutes + teardownMinutes, wasted };
}

/** Fewest wasted seats first; of rooms as large, the one with the fewest features, which others may need. */
function roomSlot(board: Board, need: RoomNeed, request: AllocationRequest): Slot {
  const rooms: { readonly number: number; readonly room: Room }[] = [];
  board.resources.forEach((room, number) => {
    if (room.type === 'room' && !unsuitable(room, need, request.headcount)) rooms.push({ number, room });
  });
  rooms.sort((a, b) => a.room.capacity - b.room.capacity || compareResources(board, a.number, b.number));
  const candidates = rooms.map(({ number, room }) =>
    candidate(number, room, request, room.capacity - request.headcount),
  );
  return { role: 'room', count: 1, candidates };
}

function personSlot(board: Board, need: PersonNeed, request: AllocationRequest): Slot {
  const people: number[] = [];
  board.resources.forEach((person, number) => {
    if (person.type === 'person' && canServe(person, need)) people.push(number);
  });
  people.sort((a, b) => compareResources(board, a, b));
  const candidates = people.flatMap((number) => {
    const person = board.resources[number];
    return person ? [candidate(number, person, request, 0)] : [];
  });
  return { role: need.role, count: 1, candidates };
}

/** Needs for the same kit are one slot of their sum. */
function kitSlots(board: Board, needs: readonly KitNeed[], request: AllocationRequest): readonly Slot[] {
  return [...new Set(needs.map(({ resourceId }) => resourceId))].map((id) => {
    const count = needs.reduce((sum, need) => sum + (need.resourceId === id ? need.count : 0), 0);
    const number = board.numbers.get(id);
    const kit = number === undefined ? undefined : board.resources[number];
    const found = number !== undefined && kit?.type === 'kit';
    return { role: 'kit', count, candidates: found ? [candidate(number, kit, request, 0)] : [] };
  });
}

/** The headway follows the visit, so it keeps the next group away. */
function stopSlot(board: Board, { resourceId, offsetMinutes, minutes }: StopNeed): Slot {
  const number = board.numbers.get(resourceId);
  const stop = number === undefined ? undefined : board.resources[number];
  if (number === undefined || stop?.type !== 'stop') return { role: 'stop', count: 1, candidates: [] };
  const to = offsetMinutes + minutes + stop.headwayMinutes;
  return { role: 'stop', count: 1, candidates: [{ resource: number, from: offsetMinutes, to, wasted: 0 }] };
}

/** A slot with those that are allowed at a start; the very same slot where all are. */
function allowedAt(board: Board, slot: Slot, start: Minute): Slot {
  const isHere = ({ resource, from, to }: Candidate): boolean => isAllowed(board, resource, start + from, start + to);
  return slot.candidates.every(isHere) ? slot : { ...slot, candidates: slot.candidates.filter(isHere) };
}

const isEmpty = ({ candidates }: Slot): boolean => candidates.length === 0;

function optionAt(board: Board, start: Minute, { rooms, people, stretches }: Omit<Ask, 'options'>): StartOption[] {
  const isThere = stretches.every(({ resource, from, to }) => isAllowed(board, resource, start + from, start + to));
  if (!isThere) return [];
  const option = {
    start,
    rooms: rooms.map((slot) => allowedAt(board, slot, start)),
    people: people.map((slot) => allowedAt(board, slot, start)),
  };
  return option.rooms.some(isEmpty) || option.people.some(isEmpty) ? [] : [option];
}

function countedSlots(board: Board, request: AllocationRequest): readonly Slot[] {
  const kit = request.needs.filter((need) => need.role === 'kit');
  const stops = request.needs.filter((need) => need.role === 'stop');
  return [...kitSlots(board, kit, request), ...stops.map((need) => stopSlot(board, need))];
}

/** What a request asks for in numbers of the board. One that nothing could ever serve has no options. */
export function askOf(board: Board, request: AllocationRequest, open: AllocationPolicy['open']): Ask {
  const { needs, headcount, durationMinutes, asGiven } = request;
  const counted = countedSlots(board, request);
  const parts = {
    request,
    rooms: needs.filter((need) => need.role === 'room').map((need) => roomSlot(board, need, request)),
    people: needs.filter(isPersonNeed).map((need) => personSlot(board, need, request)),
    counted,
    stretches: stretchesOf(counted),
    cache: {},
  };
  const { rooms, people } = parts;
  const never = needs.length === 0 || headcount < 1 || [...rooms, ...people, ...counted].some(isEmpty);
  const isOpenAt = (start: Minute): boolean => asGiven || isOpen(open, { start, end: start + durationMinutes });
  const starts = never ? [] : request.starts.filter(isOpenAt);
  return { ...parts, options: starts.flatMap((start) => optionAt(board, start, parts)) };
}
