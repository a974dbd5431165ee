import type { StartOption } from './ask.ts';
import { commit, type Placement, place, undoTo } from './board.ts';
import { type Dice, draw, throwBelow } from './dice.ts';
import { placementAt } from './direct.ts';
import { gainOf, type Part, restore, scoreOf, snapshotOf } from './part.ts';
import { askFor, type Session } from './session.ts';

// Ruin and recreate (Schrimpf et al. 2000), with the blinks of Christiaens and Vanden Berghe (2020): a few activities
// around one moment are taken out and put back in another order, again and again; what is not worse is kept.

/** Most activities taken out at once. */
const RUIN_MAX = 8;
/** Most of those without a place that are tried beside them. */
const WAITING_MAX = 4;
/** How far around the moment, in minutes. */
const AROUND_MAX = 90;
/** How often a good place is passed over, so that the same ruin does not always grow back. */
const BLINK = 0.06;
/** How much worse an answer may be to be gone on with: at first as much as this, then less and less. */
const WORSE_MAX = 400;

interface Moment {
  readonly start: number;
  readonly end: number;
}

const pick = <T>(dice: Dice, items: readonly T[]): T | undefined => items[throwBelow(dice, items.length)];

/** A moment that somebody would like to have. */
function momentFor(session: Session, activity: number, dice: Dice): Moment | undefined {
  const ask = askFor(session, activity);
  const option: StartOption | undefined = pick(dice, ask.options);
  if (!option) return undefined;
  const around = throwBelow(dice, AROUND_MAX);
  return { start: option.start - around, end: option.start + ask.request.durationMinutes + around };
}

function presentAt({ board, activities: all }: Session, { activities }: Part, { start, end }: Moment): number[] {
  return activities.filter((activity) => {
    const placement = board.placed[activity];
    const minutes = all[activity]?.durationMinutes ?? 0;
    return placement !== undefined && placement.start < end && start < placement.start + minutes;
  });
}

/** Like the first place that is free, with a blink now and then. */
function blinking(session: Session, activity: number, dice: Dice): Placement | undefined {
  const ask = askFor(session, activity);
  for (const option of ask.options) {
    if (dice() < BLINK) continue;
    const found = placementAt(session.board, ask, option, activity);
    if (found) return found;
  }
  return undefined;
}

/** One of four orders to put activities back in: thrown, by worth for their time, the least flexible, the longest. */
function orderOf(session: Session, { worths }: Part, dice: Dice): (activity: number) => number {
  const minutes = (activity: number): number => askFor(session, activity).request.durationMinutes;
  const orders = [
    () => dice(),
    (activity: number) => -((worths[activity] ?? 0) / Math.sqrt(minutes(activity))) * (0.7 + 0.6 * dice()),
    (activity: number) => askFor(session, activity).options.length * (0.5 + dice()),
    (activity: number) => -minutes(activity) * (0.5 + dice()),
  ];
  return pick(dice, orders) ?? (() => 0);
}

/** Takes some out, puts some in; by how much the score has changed. A tentative activity that is left out is no answer. */
function attempt(session: Session, part: Part, waiting: number[], dice: Dice): number {
  const { board, tentative } = session;
  const pivot = waiting.length > 0 && dice() < 0.85 ? pick(dice, waiting) : pick(dice, part.activities);
  const moment = pivot === undefined ? undefined : momentFor(session, pivot, dice);
  if (pivot === undefined || !moment) return 0;
  const out = draw(dice, presentAt(session, part, moment), 1 + throwBelow(dice, RUIN_MAX));
  const touched = [...new Set([pivot, ...out, ...draw(dice, waiting, throwBelow(dice, WAITING_MAX + 1))])];
  let change = 0;
  for (const activity of touched) {
    change -= gainOf(session, part, activity);
    place(board, activity, undefined);
  }
  const order = orderOf(session, part, dice);
  const keyed = touched.map((activity) => ({ activity, key: order(activity) })).sort((a, b) => a.key - b.key);
  for (const { activity } of keyed) {
    const found = blinking(session, activity, dice);
    if (found) place(board, activity, found);
    else if (activity < tentative) return Number.NEGATIVE_INFINITY;
    change += gainOf(session, part, activity);
  }
  return change;
}

/** Takes a part's answer apart and puts it together anew, again and again; the board has the best in the end. */
export function recreate(session: Session, part: Part, rounds: number, dice: Dice): void {
  const { board } = session;
  let score = scoreOf(session, part);
  let most = score;
  let best = snapshotOf(session, part);
  const wishes = part.requests.filter((activity) => askFor(session, activity).options.length > 0);
  let waiting = wishes.filter((activity) => !board.placed[activity]);
  for (let round = 0; round < rounds; round += 1) {
    const change = attempt(session, part, waiting, dice);
    if (change < -WORSE_MAX * (1 - round / rounds)) {
      undoTo(board, 0);
      continue;
    }
    commit(board);
    score += change;
    waiting = wishes.filter((activity) => !board.placed[activity]);
    if (score <= most) continue;
    most = score;
    best = snapshotOf(session, part);
  }
  restore(session, part, best);
}
