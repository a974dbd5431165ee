import type { Minute } from '@huitang/contracts';
import type { Ask, StartOption } from './ask.ts';
import { blockersOf, type Leave, NOBODY, union } from './blockers.ts';
import type { Board } from './board.ts';
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

interface Part {
  readonly candidate: Candidate;
  readonly blockers: readonly number[];
}

function partsOf(board: Board, { candidates }: Slot, start: Minute, leave: Leave): readonly Part[] {
  const parts: Part[] = [];
  for (const candidate of candidates) {
    const { resource, from, to } = candidate;
    const blockers = blockersOf(board, resource, { start: start + from, end: start + to }, 1, leave);
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
    const more = blockersOf(board, resource, { start: start + from, end: start + to }, count, leave);
    if (!more) return undefined;
    blockers = union(blockers, more);
  }
  return blockers.length > leave.max ? undefined : blockers;
}

function waysAt(board: Board, ask: Ask, { start, rooms, people }: StartOption, leave: Leave, found: Way[]): void {
  const blockers = countedBlockers(board, ask, start, leave);
  if (!blockers) return;
  // Of several rooms the first is tried with each that it could be; the others follow.
  const [first, ...others] = [...rooms, ...people].map((slot) => partsOf(board, slot, start, leave));
  const moved = Math.abs(start - ask.request.preferredStart);
  if (!first) found.push({ start, chosen: [], blockers, cost: moved });
  if (!first || others.some((parts) => parts.length === 0)) return;
  for (const { candidate, blockers: more } of first) {
    const all = union(blockers, more);
    if (all.length > leave.max) continue;
    let way: Chosen | undefined = { chosen: [candidate], blockers: all };
    for (const parts of others) way = way && withFewest(way, parts, leave.max);
    if (way) found.push({ start, ...way, cost: moved + wastedBy(way) });
  }
}

const wastedBy = ({ chosen }: Chosen): number => {
  let wasted = 0;
  for (const candidate of chosen) wasted += candidate.wasted;
  return wasted;
};

/** Every place that an activity could have if few enough others left, those first that ask the fewest to. */
export function waysFor(board: Board, ask: Ask, leave: Leave): readonly Way[] {
  const found: Way[] = [];
  for (const option of ask.options) waysAt(board, ask, option, leave, found);
  return found.sort((a, b) => a.blockers.length - b.blockers.length || a.cost - b.cost);
}
