import type { Interval, Minute } from '@huitang/contracts';
import type { Ask, StartOption } from '../domain/allocator/ask.ts';
import { isFree, type Placement } from '../domain/allocator/board.ts';
import type { Part } from '../domain/allocator/part.ts';
import { askFor, type Session } from '../domain/allocator/session.ts';
import type { Candidate, Slot } from '../domain/allocator/slot.ts';
import type { Sort } from './sorts.ts';

/** So many of a sort, taken for an interval if a column is chosen. */
export interface Use extends Interval {
  readonly sort: number;
  readonly count: number;
}

/** A choice for one slot: any of a sort. */
export interface Choice {
  readonly slot: number;
  readonly sort: number;
  readonly candidate: Candidate;
}

/** One thing to be decided, yes or no. */
export interface Column {
  readonly activity: number;
  readonly start: Minute;
  readonly value: number;
  readonly uses: readonly Use[];
  readonly choices: readonly Choice[];
  /** Decides whether the activity starts then; others only decide with what. */
  readonly isStart: boolean;
  /** The place that the activity has already, taken as it is. */
  readonly standing?: Placement;
}

/** Of these columns exactly as many as of the starts: one choice for a slot if, and only if, the activity starts then. */
export interface Link {
  readonly start: number;
  readonly choices: readonly number[];
}

export interface Decisions {
  readonly columns: readonly Column[];
  readonly links: readonly Link[];
}

export interface Sorting {
  readonly sorts: readonly Sort[];
  readonly of: readonly number[];
}

/** One candidate of each sort that is free of what is fixed. */
function choicesOf({ board }: Session, { of }: Sorting, slot: Slot, index: number, start: Minute): readonly Choice[] {
  const bySort = new Map<number, Choice>();
  for (const candidate of slot.candidates) {
    const { resource, from, to } = candidate;
    const sort = of[resource] ?? -1;
    if (bySort.has(sort) || !isFree(board, resource, start + from, start + to, 1)) continue;
    bySort.set(sort, { slot: index, sort, candidate });
  }
  return [...bySort.values()];
}

const useOf = ({ sort, candidate: { from, to } }: Choice, start: Minute): Use => ({
  sort,
  count: 1,
  start: start + from,
  end: start + to,
});

const countedUses = ({ counted }: Ask, { of }: Sorting, start: Minute): readonly Use[] =>
  counted.flatMap(({ count, candidates }) =>
    candidates.map(({ resource, from, to }) => ({
      sort: of[resource] ?? -1,
      count,
      start: start + from,
      end: start + to,
    })),
  );

const wastedBy = (choices: readonly Choice[]): number =>
  choices.reduce((sum, { candidate }) => sum + candidate.wasted, 0);

/** Adds the columns of one start. With one slot to choose for, each choice is a column; with more, choices are linked. */
function addStart(
  decisions: { readonly columns: Column[]; readonly links: Link[] },
  session: Session,
  sorting: Sorting,
  activity: number,
  { start, rooms, people }: StartOption,
  worth: number,
): void {
  const ask = askFor(session, activity);
  const isThere = ask.stretches.every(({ resource, from, to, count }) =>
    isFree(session.board, resource, start + from, start + to, count),
  );
  const slots = [...rooms, ...people].map((slot, index) => choicesOf(session, sorting, slot, index, start));
  if (!isThere || slots.some((choices) => choices.length === 0)) return;
  const { columns, links } = decisions;
  const settled = slots.flatMap((choices) => (choices.length === 1 ? choices : []));
  const open = slots.filter((choices) => choices.length > 1);
  const shared = [...settled.map((choice) => useOf(choice, start)), ...countedUses(ask, sorting, start)];
  const value = worth - Math.abs(start - ask.request.preferredStart) - wastedBy(settled);
  const common = { activity, start };
  const [only] = open;
  if (only && open.length === 1) {
    for (const choice of only) {
      const uses = [...shared, useOf(choice, start)];
      const choices = [...settled, choice];
      columns.push({ ...common, value: value - choice.candidate.wasted, uses, choices, isStart: true });
    }
    return;
  }
  columns.push({ ...common, value, uses: shared, choices: settled, isStart: true });
  const first = columns.length - 1;
  for (const choices of open) {
    links.push({ start: first, choices: choices.map((_, index) => columns.length + index) });
    for (const choice of choices) {
      const uses = [useOf(choice, start)];
      columns.push({ ...common, value: -choice.candidate.wasted, uses, choices: [choice], isStart: false });
    }
  }
}

function standingColumn({ of }: Sorting, activity: number, worth: number, at: Placement): Column {
  const uses = at.bookings.map(({ resource, start, end, count }) => ({ sort: of[resource] ?? -1, start, end, count }));
  return { activity, start: at.start, value: worth - at.cost, uses, choices: [], isStart: true, standing: at };
}

/** Everything that can be decided about a part, on a board that has nothing but what is fixed. */
export function decisionsOf(
  session: Session,
  { activities, worths }: Part,
  sorting: Sorting,
  before: ReadonlyMap<number, Placement>,
): Decisions {
  const decisions: { readonly columns: Column[]; readonly links: Link[] } = { columns: [], links: [] };
  for (const activity of activities) {
    const worth = worths[activity] ?? 0;
    const standing = before.get(activity);
    if (standing) decisions.columns.push(standingColumn(sorting, activity, worth, standing));
    for (const option of askFor(session, activity).options) {
      addStart(decisions, session, sorting, activity, option, worth);
    }
  }
  return decisions;
}
