import type { Minute, Reason, Room } from '@huitang/contracts';
import type { AllocationProblem, AllocationRequest, PlannedClaim } from './allocation-problem.ts';
import { buffersFor, withBuffers } from './buffers.ts';
import { chooseDistinct } from './matching.ts';
import { DETAILS_MAX, type Miss, type Placed } from './miss.ts';
import { byFit, type RoomNeed, unsuitable } from './suitable.ts';
import { availability, overlapping, type Usage } from './usage.ts';

export interface PlacedRooms {
  readonly claims: readonly PlannedClaim[];
  readonly wastedSeats: number;
  /** Rooms that would have wasted fewer seats, and why they were not taken. */
  readonly passedOver: readonly Reason[];
}

interface Verdict {
  readonly room: Room;
  readonly blocked?: Reason;
  readonly blockedBy: readonly string[];
}

function verdictOf(
  room: Room,
  request: AllocationRequest,
  start: Minute,
  usage: Usage,
  within: AllocationProblem['policy']['within'],
): Verdict {
  const interval = withBuffers(start, request.durationMinutes, buffersFor(request, room));
  if (within && (interval.start < within.start || interval.end > within.end)) {
    return { room, blocked: { code: 'crosses-day', resourceId: room.id }, blockedBy: [] };
  }
  switch (availability(usage, room.id, interval, 1, 1)) {
    case 'free':
      return { room, blockedBy: [] };
    case 'closed':
      return { room, blocked: { code: 'room-closed', resourceId: room.id }, blockedBy: [] };
    case 'taken': {
      const others = overlapping(usage, room.id, interval);
      return {
        room,
        blocked: { code: 'taken', resourceId: room.id },
        blockedBy: others.map(({ activityId }) => activityId),
      };
    }
  }
}

function missOfBlocked(verdicts: readonly Verdict[]): Miss {
  const details = verdicts.flatMap(({ blocked }) => blocked ?? []);
  const [best] = details;
  const blockedBy = verdicts.flatMap((verdict) => verdict.blockedBy);
  return { cause: best ?? { code: 'too-few-rooms' }, details: details.slice(1, DETAILS_MAX), blockedBy };
}

/** A room for every need, none twice: the best fit that is free with its setup and teardown. Each has one that would do. */
export function placeRooms(
  needs: readonly RoomNeed[],
  request: AllocationRequest,
  start: Minute,
  { rooms, policy }: Pick<AllocationProblem, 'rooms' | 'policy'>,
  usage: Usage,
): Placed<PlacedRooms> {
  const verdicts: Verdict[][] = [];
  for (const need of needs) {
    const suitable = rooms.filter((room) => !unsuitable(room, need, request.headcount)).sort(byFit);
    const judged = suitable.map((room) => verdictOf(room, request, start, usage, policy.within));
    if (judged.every(({ blocked }) => blocked)) return { ok: false, miss: missOfBlocked(judged) };
    verdicts.push(judged);
  }
  const chosen = chooseDistinct(
    verdicts.map((judged) => judged.filter(({ blocked }) => !blocked).map(({ room }) => room.id)),
  );
  if (!chosen) return { ok: false, miss: tooFew(verdicts.flat(), needs.length) };
  const taken = chosen.flatMap((id) => rooms.find((room) => room.id === id) ?? []);
  return {
    ok: true,
    value: {
      claims: taken.map((room) => ({
        resource: room,
        role: 'room',
        count: 1,
        ...withBuffers(start, request.durationMinutes, buffersFor(request, room)),
      })),
      wastedSeats: taken.reduce((sum, { capacity }) => sum + capacity - request.headcount, 0),
      passedOver: passedOver(verdicts, taken),
    },
  };
}

/** Each room once: several needs may have judged the same one. */
const eachOnce = (verdicts: readonly Verdict[]): readonly Verdict[] => [
  ...new Map(verdicts.map((verdict) => [verdict.room.id, verdict])).values(),
];

function tooFew(verdicts: readonly Verdict[], needed: number): Miss {
  const rooms = eachOnce(verdicts);
  return {
    cause: { code: 'too-few-rooms', values: { needed } },
    details: rooms.flatMap(({ blocked }) => blocked ?? []).slice(0, DETAILS_MAX),
    blockedBy: rooms.flatMap(({ blockedBy }) => blockedBy),
  };
}

function passedOver(verdicts: readonly (readonly Verdict[])[], taken: readonly Room[]): readonly Reason[] {
  const better = verdicts.flatMap((judged, index) => {
    const capacity = taken[index]?.capacity ?? 0;
    return judged.filter(({ room, blocked }) => blocked && room.capacity < capacity).slice(0, 3);
  });
  return eachOnce(better).flatMap(({ blocked }) => blocked ?? []);
}
