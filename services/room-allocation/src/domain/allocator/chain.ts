import { place, undoTo } from './board.ts';
import { firstPlacement } from './direct.ts';
import { couldGo, type Outlook } from './outlook.ts';
import { placementOf } from './placement.ts';
import { askFor, type Session } from './session.ts';
import { type Way, waysFor } from './ways.ts';

interface Search {
  readonly session: Session;
  /** Those that have found their place in this search stay there: a stack. */
  readonly settled: number[];
  nodesLeft: number;
}

type Outlooks = Map<number, Outlook>;

const mayLeave =
  ({ session: { board, movable }, settled }: Search) =>
  (owner: number): boolean =>
    owner < board.fixedFrom && movable[owner] === true && !settled.includes(owner);

/** Finds another place for one that was asked to leave. */
function settle(search: Search, activity: number, depth: number): boolean {
  const { session, settled } = search;
  const direct = firstPlacement(session.board, askFor(session, activity), activity);
  if (direct) place(session.board, activity, direct);
  const done = direct !== undefined || (depth > 0 && makeRoom(search, activity, depth, new Map()));
  if (done) settled.push(activity);
  return done;
}

/** Asks the blockers of a way to leave, takes their place and finds each another; false, and all as it was, if one has none. */
function follow(search: Search, activity: number, way: Way, depth: number): boolean {
  const { session, settled } = search;
  const { board } = session;
  const [changes, before] = [board.log.length, settled.length];
  for (const blocker of way.blockers) place(board, blocker, undefined);
  place(board, activity, placementOf(way.start, way.chosen, askFor(session, activity), activity));
  settled.push(activity);
  if (way.blockers.every((blocker) => settle(search, blocker, depth - 1))) return true;
  settled.length = before;
  undoTo(board, changes);
  return false;
}

function outlookOf(search: Search, activity: number, known: Outlooks): Outlook {
  const before = known.get(activity);
  if (before) return before;
  const { session } = search;
  const { board } = session;
  const changes = board.log.length;
  place(board, activity, undefined);
  search.nodesLeft -= 1;
  const elsewhere = waysFor(board, askFor(session, activity), { mayGo: () => false, max: 0 });
  undoTo(board, changes);
  const outlook = { elsewhere, pushes: [] };
  known.set(activity, outlook);
  return outlook;
}

/** Whether others would make room for one that has left, if nobody had taken its place. */
function couldPush(search: Search, activity: number, depth: number, { pushes }: Outlook): boolean {
  const before = pushes[depth];
  if (before !== undefined) return before;
  const { session, settled } = search;
  const { board } = session;
  const [changes, length] = [board.log.length, settled.length];
  place(board, activity, undefined);
  const pushed = waysFor(board, askFor(session, activity), {
    mayGo: mayLeave(search),
    max: session.bounds.blockersMax,
  });
  search.nodesLeft -= 1;
  const ways = pushed.filter(({ blockers }) => blockers.length > 0);
  const found = ways.some(
    (way) => isHopeful(search, activity, way, depth, new Map()) && follow(search, activity, way, depth),
  );
  undoTo(board, changes);
  settled.length = length;
  pushes[depth] = found;
  return found;
}

/** False where a way is known to lead nowhere: somebody that would have to leave has no other place to go to. */
function isHopeful(search: Search, activity: number, way: Way, depth: number, known: Outlooks): boolean {
  const { session, nodesLeft } = search;
  if (nodesLeft <= 0) return false;
  return way.blockers.every((blocker) => {
    const outlook = outlookOf(search, blocker, known);
    if (couldGo(outlook, askFor(session, blocker), way, askFor(session, activity))) return true;
    return depth > 1 && couldPush(search, blocker, depth - 1, outlook);
  });
}

/** `known` is what was found out about others while the board stands as it does. */
function makeRoom(search: Search, activity: number, depth: number, known: Outlooks): boolean {
  const { session } = search;
  search.nodesLeft -= 1;
  const leave = { mayGo: mayLeave(search), max: session.bounds.blockersMax };
  const ways = waysFor(session.board, askFor(session, activity), leave);
  return ways.some((way) => isHopeful(search, activity, way, depth, known) && follow(search, activity, way, depth));
}

/**
 * Finds a place for an activity that has none, by moving others inside what they offered: whoever is asked to leave may
 * ask others in turn, `chainDepth` deep. False, and the board exactly as it was, when none was found within the bounds.
 */
export function reallocate(session: Session, activity: number): boolean {
  const { chainDepth, nodesMax } = session.bounds;
  const search: Search = { session, settled: [], nodesLeft: nodesMax };
  const known: Outlooks = new Map();
  // Short chains first: they move fewer, and most of what can be found is found there.
  for (let depth = 1; depth <= chainDepth; depth += 1) if (makeRoom(search, activity, depth, known)) return true;
  return false;
}

/** Seats that a better fit must save to be worth moving somebody. */
const SEATS_FOR_A_MOVE = 10;
const TIGHTER_NODES_MAX = 20;

/**
 * Finds a place that costs less than `cost`, in seats wasted and minutes moved, by moving one activity that may go
 * elsewhere at once. For those who are never moved again: whatever they waste is wasted for good.
 */
export function fitTighter(session: Session, activity: number, cost: number): boolean {
  if (session.bounds.chainDepth <= 0) return false;
  const search: Search = { session, settled: [], nodesLeft: TIGHTER_NODES_MAX };
  const known: Outlooks = new Map();
  return waysFor(session.board, askFor(session, activity), { mayGo: mayLeave(search), max: 1 })
    .filter((way) => way.cost + SEATS_FOR_A_MOVE * way.blockers.length < cost)
    .sort((a, b) => a.cost - b.cost)
    .some((way) => isHopeful(search, activity, way, 1, known) && follow(search, activity, way, 1));
}
