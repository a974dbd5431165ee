import type { Reason } from '@huitang/contracts';
import type { AllocationRequest, Assignment, Move, Placed, PlannedClaim } from './allocation-problem.ts';
import type { Ask } from './ask.ts';
import { type Board, type Placement, place, undoTo } from './board.ts';
import { isBorrowed } from './borrowed.ts';
import { buffersFor } from './buffers.ts';
import { askFor, type Session } from './session.ts';
import { passedOver } from './why-no-room.ts';
import { whyNot } from './why-not.ts';

function claimsOf({ resources }: Board, { rooms, people, counted }: Ask, { bookings }: Placement): PlannedClaim[] {
  const slots = [...rooms, ...people, ...counted];
  return bookings.flatMap(({ resource: number, start, end, count }, index) => {
    const resource = resources[number];
    const role = slots[index]?.role;
    return resource && role ? [{ resource, role, count, start, end }] : [];
  });
}

/** What an activity has, as others read it. */
export function placedOf(board: Board, ask: Ask, placement: Placement): Placed {
  const claims = claimsOf(board, ask, placement);
  return { start: placement.start, resourceIds: claims.map(({ resource }) => resource.id), claims };
}

function roomReasons(request: AllocationRequest, claims: readonly PlannedClaim[]): readonly Reason[] {
  const isNamed = (id: string): boolean => request.needs.some((need) => need.role === 'room' && need.resourceId === id);
  return claims.flatMap(({ resource }): Reason[] => {
    if (resource.type !== 'room') return [];
    const values = {
      capacity: resource.capacity,
      headcount: request.headcount,
      wastedSeats: resource.capacity - request.headcount,
    };
    return [{ code: isNamed(resource.id) ? 'room-named' : 'best-fit', resourceId: resource.id, values }];
  });
}

const borrowedReasons = (claims: readonly PlannedClaim[]): readonly Reason[] =>
  claims.flatMap(({ resource }) =>
    isBorrowed(resource)
      ? [{ code: 'borrowed', resourceId: resource.id, values: { travelMinutes: resource.borrowed.travelMinutes } }]
      : [],
  );

/** Why this start, and what was in the way of the one that was wished first. */
function startReasons(session: Session, ask: Ask, placement: Placement): readonly Reason[] {
  const { preferredStart, starts } = ask.request;
  const minutes = placement.start - preferredStart;
  if (minutes === 0) return [{ code: 'preferred-start' }];
  const [wished] = starts;
  const isOther = wished !== undefined && wished !== placement.start;
  const miss = isOther ? whyNot(session.board, ask, session.problem.policy.open, wished) : undefined;
  return [{ code: 'moved-start', values: { minutes } }, ...(miss ? [miss.cause] : [])];
}

/** What one activity is given, with the reasons, as the board stands; `moved` is how many others made room for it. */
export function assignmentOf(session: Session, activity: number, placement: Placement, moved: number): Assignment {
  const { board } = session;
  const ask = askFor(session, activity);
  const { request } = ask;
  // Nobody is in their own way.
  const before = board.log.length;
  if (placement.cost > 0) place(board, activity, undefined);
  const when = startReasons(session, ask, placement);
  const others = passedOver(board, ask.rooms, placement);
  undoTo(board, before);
  const placed = placedOf(session.board, ask, placement);
  const rooms = placed.claims.flatMap(({ resource }) => (resource.type === 'room' ? [resource] : []));
  return {
    requestId: request.requestId,
    resourceIds: placed.resourceIds,
    start: placement.start,
    movedMinutes: placement.start - request.preferredStart,
    wastedSeats: rooms.reduce((sum, { capacity }) => sum + capacity - request.headcount, 0),
    reasons: [
      ...when,
      ...(moved > 0 ? [{ code: 'others-moved', values: { count: moved } }] : []),
      ...roomReasons(request, placed.claims),
      ...borrowedReasons(placed.claims),
      ...others,
    ],
    claims: placed.claims,
    ...buffersFor(request, rooms[0]),
  };
}

const isSame = (a: Placement, b: Placement): boolean =>
  a.start === b.start &&
  a.bookings.length === b.bookings.length &&
  a.bookings.every(({ resource, start, end }, index) => {
    const other = b.bookings[index];
    return resource === other?.resource && start === other.start && end === other.end;
  });

/** That an activity has another place than it had at first; undefined when it is there again. */
export function moveOf(session: Session, activity: number, first: Placement, because: string): Move | undefined {
  const to = session.board.placed[activity];
  if (!to || isSame(first, to)) return undefined;
  const ask = askFor(session, activity);
  const standing = session.problem.tentative[activity]?.assignment;
  const from = standing ?? placedOf(session.board, ask, first);
  const { start, resourceIds, claims } = from;
  return {
    requestId: ask.request.requestId,
    from: { start, resourceIds, claims },
    to: assignmentOf(session, activity, to, 0),
    because,
  };
}
