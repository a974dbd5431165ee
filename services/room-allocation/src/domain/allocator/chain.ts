import { place, undoTo } from './board.ts';
import { firstPlacement } from './direct.ts';
import { couldGo, type Outlook } from './outlook.ts';
import { placementOf } from './placement.ts';
import { askFor, type Session } from './session.ts';
import { freeWays, type Way, waysFor } from './ways.ts';

interface Search {
  readonly session: Session;
  /** By activity: who may be asked to leave. Those that have found their place in this search stay there. */
  readonly mayGo: boolean[];
  /** Those of them that have, in their order. */
  readonly settled: number[];
  nodesLeft: number;
}

/** What was found out about others when they were first looked at: a hint where to look on, not the last word. */
type Outlooks = Map<number, Outlook>;

function searchIn(session: Session, nodesLeft: number): Search {
  return { session, mayGo: session.movable, settled: [], nodesLeft };
}

function keep({ mayGo, settled }: Search, activity: number): void {
  settled.push(activity);
  mayGo[activity] = false;
}

/** Those that settled since may be asked again. */
function unsettle({ mayGo, settled }: Search, length: number): void {
  for (let last = settled.length; last > length; last -= 1) {
    const activity = settled.pop();
    if (activity !== undefined) mayGo[activity] = true;
  }
}

/** Finds another place for one that was asked to leave. */
function settle(search: Search, activity: number, depth: number): boolean {
  const { session } = search;
  const direct = firstPlacement(session.board, askFor(session, activity), activity);
  if (direct) place(session.board, activity, direct);
  const done = direct !== undefined || (depth > 0 && makeRoom(search, activity, depth, new Map()));
  if (done) keep(search, activity);
  return done;
}

/** Asks the blockers of a way to leave, takes their place and finds each another; false, and all as it was, if one has none. */
function follow(search: Search, activity: number, way: Way, depth: number): boolean {
  const { session, settled } = search;
  const { board } = session;
  const [changes, before] = [board.log.length, settled.length];
  for (const blocker of way.blockers) place(board, blocker, undefined);
  place(board, activity, placementOf(way.start, way.chosen, askFor(session, activity), activity));
  keep(search, activity);
  if (way.blockers.every((blocker) => settle(search, blocker, depth - 1))) return true;
  unsettle(search, before);
  undoTo(board, changes);
  return false;
}

function outlookOf(search: Search, activity: number, known: Outlooks): Outlook {
  const before = known.get(activity);
  if (before) return before;
  const { session } = search;
  search.nodesLeft -= 1;
  const elsewhere = freeWays(session.board, askFor(session, activity), activity);
  const outlook = { elsewhere, pushes: [] };
  known.set(activity, outlook);
  return outlook;
}

/** Whether others would make room for one that has left, if nobody had taken its place. */
function couldPush(search: Search, activity: number, depth: number, known: Outlooks): boolean {
  const { pushes } = outlookOf(search, activity, known);
  const before = pushes[depth];
  if (before !== undefined) return before;
  const { session, settled, mayGo } = search;
  const { board, bounds } = session;
  const [changes, length] = [board.log.length, settled.length];
  place(board, activity, undefined);
  search.nodesLeft -= 1;
  const leave = { mayGo, max: bounds.blockersMax, ignored: activity };
  const ways = waysFor(board, askFor(session, activity), leave).filter(({ blockers }) => blockers.length > 0);
  const found = ways.some(
    (way) => isHopeful(search, activity, way, depth, known) && follow(search, activity, way, depth),
  );
  undoTo(board, changes);
  unsettle(search, length);
  pushes[depth] = found;
  return found;
}

/** False where a way is known to lead nowhere: somebody that would have to leave has no other place to go to. */
function isHopeful(search: Search, activity: number, way: Way, depth: number, known: Outlooks): boolean {
  const { session, nodesLeft } = search;
  if (nodesLeft <= 0) return false;
  return way.blockers.every((blocker) => {
    if (couldGo(outlookOf(search, blocker, known), askFor(session, blocker), way, askFor(session, activity)))
      return true;
    return depth > 1 && couldPush(search, blocker, depth - 1, known);
  });
}

/** `known` is what was found out about others while the board stands as it does, or nearly. */
function makeRoom(search: Search, activity: number, depth: number, known: Outlooks): boolean {
  const { session, mayGo } = search;
  search.nodesLeft -= 1;
  const leave = { mayGo, max: session.bounds.blockersMax, ignored: activity };
  const ways = waysFor(session.board, askFor(session, activity), leave);
  return ways.some((way) => isHopeful(search, activity, way, depth, known) && follow(search, activity, way, depth));
}

const isAnyoneMovable = ({ movable, board }: Session, asking: number): boolean =>
  movable.some((mayMove, activity) => mayMove && activity !== asking && board.placed[activity] !== undefined);

/**
 * Finds a place for an activity that has none, by moving others inside what they offered: whoever is asked to leave may
 * ask others in turn, `chainDepth` deep. False, and the board exactly as it was, when none was found within the bounds.
 */
export function reallocate(session: Session, activity: number): boolean {
  const { chainDepth, nodesMax } = session.bounds;
  if (!isAnyoneMovable(session, activity)) return false;
  const search = searchIn(session, nodesMax);
  // Short chains first: they move fewer, and most of what can be found is found there.
  const known: Outlooks = new Map();
  let isFound = false;
  for (let depth = 1; depth <= chainDepth && !isFound; depth += 1) isFound = makeRoom(search, activity, depth, known);
  unsettle(search, 0);
  return isFound;
}

/** Seats that a better fit must save to be worth moving somebody. */
const SEATS_FOR_A_MOVE = 10;
const TIGHTER_NODES_MAX = 20;

/**
 * Finds a place that costs less than `cost`, in seats wasted and minutes moved, by moving one activity that may go
 * elsewhere at once. For those who are never moved again: whatever they waste is wasted for good.
 */
export function fitTighter(session: Session, activity: number, cost: number): boolean {
  if (session.bounds.chainDepth <= 0 || !isAnyoneMovable(session, activity)) return false;
  const search = searchIn(session, TIGHTER_NODES_MAX);
  const { mayGo } = search;
  const known: Outlooks = new Map();
  const isFound = waysFor(session.board, askFor(session, activity), { mayGo, max: 1, ignored: activity })
    .filter((way) => way.cost + SEATS_FOR_A_MOVE * way.blockers.length < cost)
    .sort((a, b) => a.cost - b.cost)
    .some((way) => isHopeful(search, activity, way, 1, known) && follow(search, activity, way, 1));
  unsettle(search, 0);
  return isFound;
}
