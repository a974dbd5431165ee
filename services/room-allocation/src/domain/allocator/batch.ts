import type { Answers } from './arrival.ts';
import { commit, type Placement, place } from './board.ts';
import { reallocate } from './chain.ts';
import { diceOf } from './dice.ts';
import { cheapestPlacement } from './direct.ts';
import { type Order, ordersOf } from './orders.ts';
import { type Part, restore, scoreOf, snapshotOf } from './part.ts';
import { partsOf } from './parts.ts';
import { refusalOf } from './refusal.ts';
import { recreate } from './ruin.ts';
import { askFor, type Session } from './session.ts';
import { worthsOf } from './worth.ts';

/** Where everybody has a place there is little left to gain: a part of the rounds is enough. */
const ROUNDS_SHARE_IF_ALL = 0.1;
/** However small a part is, it has the rounds of as many requests. */
const REQUESTS_MIN = 3;

/** Places those requests of a part that have no place, one after the other, others moving where that makes room. */
export function fill(session: Session, { requests }: Part, order: Order): void {
  const { board } = session;
  for (const activity of [...requests].sort((a, b) => order(a) - order(b) || a - b)) {
    if (board.placed[activity]) continue;
    const ask = askFor(session, activity);
    const direct = cheapestPlacement(board, ask, activity);
    if (direct) place(board, activity, direct);
    else if (ask.options.length > 0) reallocate(session, activity);
    commit(board);
  }
}

/** True when everybody who could ever have a place has one. */
const isComplete = (session: Session, { requests }: Part): boolean =>
  requests.every((activity) => session.board.placed[activity] || askFor(session, activity).options.length === 0);

/** The best of several orders, then taken apart and put together anew; the board has it in the end. */
function solve(session: Session, part: Part, orders: readonly Order[], seed: number): void {
  const empty = snapshotOf(session, part);
  let best = empty;
  let most = Number.NEGATIVE_INFINITY;
  for (const order of orders) {
    restore(session, part, empty);
    fill(session, part, order);
    const score = scoreOf(session, part);
    if (score > most) {
      most = score;
      best = snapshotOf(session, part);
    }
    if (isComplete(session, part)) break;
  }
  restore(session, part, best);
  const share = isComplete(session, part) ? ROUNDS_SHARE_IF_ALL : 1;
  const rounds = session.bounds.rounds * Math.max(REQUESTS_MIN, part.requests.length * share);
  recreate(session, part, Math.ceil(rounds), diceOf(seed));
  // So that nobody is refused what is free.
  for (const order of orders.slice(0, 1)) fill(session, part, order);
}

/** Who has what a moved activity had before: the one it moved for. */
function causeOf({ board, tentative }: Session, { bookings }: Placement): number {
  for (const { resource, start, end } of bookings) {
    const there = board.lines[resource]?.bookings.find((one) => one.start < end && start < one.end);
    if (there && there.owner >= tentative && there.owner < board.fixedFrom) return there.owner;
  }
  return tentative;
}

/** Where everybody with a place is, by activity. */
export function placesOf({ board }: Session): ReadonlyMap<number, Placement> {
  const places = new Map<number, Placement>();
  board.placed.forEach((placement, activity) => {
    if (placement) places.set(activity, placement);
  });
  return places;
}

/** The answers that the board has come to from where everybody was at first. */
export function answersSince(session: Session, first: ReadonlyMap<number, Placement>): Answers {
  const { board, activities } = session;
  const answers: Answers = { first: new Map(first), because: new Map(), refused: new Map() };
  for (let activity = 0; activity < activities.length; activity += 1) {
    const before = first.get(activity);
    if (before && before !== board.placed[activity]) answers.because.set(activity, causeOf(session, before));
    if (!board.placed[activity]) answers.refused.set(activity, refusalOf(session, activity));
  }
  return answers;
}

/** The parts in which there is anything to decide. */
export function openParts(session: Session): readonly Part[] {
  const { tentative, movable } = session;
  const worths = worthsOf(session);
  return partsOf(session).flatMap((members) => {
    const activities = members.filter((activity) => movable[activity]);
    const requests = activities.filter((activity) => activity >= tentative);
    return requests.length > 0 ? [{ activities, requests, worths }] : [];
  });
}

/** Answers all requests together, for the greatest sum of weights; whoever had a place has one afterwards. */
export function answerTogether(session: Session): Answers {
  const { seed } = session.bounds;
  const first = placesOf(session);
  for (const part of openParts(session)) solve(session, part, ordersOf(session, part.worths, diceOf(seed)), seed);
  return answersSince(session, first);
}
