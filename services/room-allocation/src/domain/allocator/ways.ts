import type { Minute } from '@huitang/contracts';
import type { Ask, StartOption } from './ask.ts';
import { blockersOf, holders, type Leave, NOBODY, union } from './blockers.ts';
import type { Board } from './board.ts';
import { type Choice, choicesOf } from './choices.ts';
import type { Candidate, Slot } from './slot.ts';

/** A place that one activity could have if these others left theirs. */
export interface Way {
  readonly start: Minute;
  /** For every room slot, then every person slot. */
  readonly chosen: readonly Candidate[];
  readonly blockers: readonly number[];
  /** Seats wasted and minutes moved. */
  readonly cost: number;
}

const NO_ONE: readonly boolean[] = [];

interface Part {
  readonly candidate: Candidate;
  readonly blockers: readonly number[];
}

function partsOf(board: Board, { candidates }: Slot, start: Minute, leave: Leave): readonly Part[] {
  const parts: Part[] = [];
  for (const candidate of candidates) {
    const { resource, from, to } = candidate;
    const blockers = blockersOf(board, resource, start + from, start + to, 1, leave);
    if (blockers) parts.push({ candidate, blockers });
  }
  return parts;
}

type Chosen = Pick<Way, 'chosen' | 'blockers'>;

/** One of a slot that is not chosen yet: whoever adds the fewest blockers. */
function withFewest({ chosen, blockers }: Chosen, parts: readonly Part[], max: number): Chosen | undefined {
  let best: Chosen | undefined;
  for (const { candidate, blockers: more } of parts) {
    if (chosen.some(({ resource }) => resource === candidate.resource)) continue;
    const all = union(blockers, more);
    if (all.length > max || (best && all.length >= best.blockers.length)) continue;
    best = { chosen: [...chosen, candidate], blockers: all };
    if (all.length === blockers.length) break;
  }
  return best;
}

/** Kit and stops have no choice: undefined when one of them cannot be had. */
function countedBlockers(board: Board, { stretches }: Ask, start: Minute, leave: Leave): readonly number[] | undefined {
  let blockers = NOBODY;
  for (const { resource, from, to, count } of stretches) {
    const more = blockersOf(board, resource, start + from, start + to, count, leave);
    if (!more) return undefined;
    blockers = union(blockers, more);
  }
  return blockers.length > leave.max ? undefined : blockers;
}

/** The first slot is tried with each that it could be; the others follow. */
function waysOfSlots(
  board: Board,
  slots: readonly Slot[],
  start: Minute,
  before: Before,
  leave: Leave,
  found: Way[],
): void {
  const { blockers, moved } = before;
  const [first = [], ...others] = slots.map((slot) => partsOf(board, slot, start, leave));
  if (others.some((parts) => parts.length === 0)) return;
  for (const { candidate, blockers: more } of first) {
    const all = union(blockers, more);
    if (all.length > leave.max) continue;
    let way: Chosen | undefined = { chosen: [candidate], blockers: all };
    for (const parts of others) way = way && withFewest(way, parts, leave.max);
    if (way) found.push({ start, ...way, cost: moved + wastedBy(way) });
  }
}

/** What is settled before anything is chosen. */
interface Before {
  readonly blockers: readonly number[];
  readonly moved: number;
}

function waysAt(board: Board, ask: Ask, { start, rooms, people }: StartOption, leave: Leave, found: Way[]): void {
  const blockers = ask.stretches.length === 0 ? NOBODY : countedBlockers(board, ask, start, leave);
  if (!blockers) return;
  const moved = Math.abs(start - ask.request.preferredStart);
  const before = { blockers, moved };
  if (rooms.length + people.length === 0) found.push({ start, chosen: [], blockers, cost: moved });
  else waysOfSlots(board, [...rooms, ...people], start, before, leave, found);
}

const wastedBy = ({ chosen }: Chosen): number => {
  let wasted = 0;
  for (const candidate of chosen) wasted += candidate.wasted;
  return wasted;
};

/** The same where a start and a resource are all there is to choose: they come in the order of their costs already. */
function waysByCost({ lines }: Board, choices: readonly Choice[], leave: Leave): readonly Way[] {
  const byBlockers: Way[][] = [];
  for (let blockers = 0; blockers <= leave.max; blockers += 1) byBlockers.push([]);
  for (const { start, candidate, from, to, cost } of choices) {
    const line = lines[candidate.resource];
    const blockers = line ? holders(line, from, to, leave) : NOBODY;
    if (blockers) byBlockers[blockers.length]?.push({ start, chosen: [candidate], blockers, cost });
  }
  return byBlockers.flat();
}

function everyWay(board: Board, ask: Ask, leave: Leave): Way[] {
  const found: Way[] = [];
  for (const option of ask.options) waysAt(board, ask, option, leave, found);
  return found;
}

/** Every place that an activity could have if few enough others left, those first that ask the fewest to. */
export function waysFor(board: Board, ask: Ask, leave: Leave): readonly Way[] {
  const choices = choicesOf(ask);
  if (choices) return waysByCost(board, choices, leave);
  return everyWay(board, ask, leave).sort((a, b) => a.blockers.length - b.blockers.length || a.cost - b.cost);
}

/** Every place that an activity could have without anybody's leaving, beside the one that it has; in no order. */
export function freeWays(board: Board, ask: Ask, activity: number): readonly Way[] {
  const leave = { mayGo: NO_ONE, max: 0, ignored: activity };
  const choices = choicesOf(ask);
  return choices ? waysByCost(board, choices, leave) : everyWay(board, ask, leave);
}
