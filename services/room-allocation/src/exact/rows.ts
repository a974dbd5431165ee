import type { Board } from '../domain/allocator/board.ts';
import { holdersOf } from '../domain/allocator/board.ts';
import type { Decisions, Sorting, Use } from './columns.ts';

/** The sum of some columns, each so many times, lies between two bounds. */
export interface Row {
  readonly lower: number;
  readonly upper: number;
  /** By column. */
  readonly terms: ReadonlyMap<number, number>;
}

interface UseOfColumn extends Use {
  readonly column: number;
}

const sumOf = (columns: readonly number[]): ReadonlyMap<number, number> =>
  new Map(columns.map((column) => [column, 1]));

/** Each activity starts at most once; one that has a place already starts exactly once. */
function startRows({ columns }: Decisions): readonly Row[] {
  const starts = new Map<number, number[]>();
  const kept = new Set<number>();
  columns.forEach(({ activity, isStart, standing }, column) => {
    if (standing) kept.add(activity);
    if (isStart) starts.set(activity, [...(starts.get(activity) ?? []), column]);
  });
  return [...starts].map(([activity, own]) => ({ lower: kept.has(activity) ? 1 : 0, upper: 1, terms: sumOf(own) }));
}

const linkRows = ({ links }: Decisions): readonly Row[] =>
  links.map(({ start, choices }) => ({
    lower: 0,
    upper: 0,
    terms: new Map([[start, -1], ...choices.map((column): [number, number] => [column, 1])]),
  }));

function present(uses: readonly UseOfColumn[], minute: number): ReadonlyMap<number, number> {
  const terms = new Map<number, number>();
  for (const { column, count, start, end } of uses) {
    if (start <= minute && minute < end) terms.set(column, (terms.get(column) ?? 0) + count);
  }
  return terms;
}

/**
 * No more of a sort than there are, at every minute where something begins: use rises nowhere else. Of two such minutes
 * between which nothing ends the later one says it all. Where no column is present there is nothing to decide, though more
 * may be taken there than there is: staff may have put it so.
 */
function sortRows(board: Board, { sorts }: Sorting, sort: number, uses: readonly UseOfColumn[]): readonly Row[] {
  const { members, capacity } = sorts[sort] ?? { members: [], capacity: 0 };
  const [member = -1] = members;
  const fixed = members.length === 1 && capacity > 1 ? (board.lines[member]?.bookings ?? []) : [];
  const minutes = [...new Set([...uses, ...fixed].map(({ start }) => start))].sort((a, b) => a - b);
  return minutes.flatMap((minute, index) => {
    const next = minutes[index + 1];
    const ends = uses.some(({ start, end }) => start <= minute && minute < end && (next === undefined || end <= next));
    if (next !== undefined && fixed.length === 0 && !ends) return [];
    const taken = fixed.length === 0 ? 0 : usedAt(board, member, minute);
    const terms = present(uses, minute);
    const most = [...terms.values()].reduce((sum, count) => sum + count, 0);
    return terms.size === 0 || most + taken <= capacity ? [] : [{ lower: 0, upper: capacity - taken, terms }];
  });
}

const usedAt = (board: Board, resource: number, minute: number): number =>
  holdersOf(board, resource, minute, minute + 1).reduce((sum, { count }) => sum + count, 0);

/** Everything that an answer must keep to. */
export function rowsOf(board: Board, sorting: Sorting, decisions: Decisions): readonly Row[] {
  const bySort = new Map<number, UseOfColumn[]>();
  decisions.columns.forEach(({ uses }, column) => {
    for (const use of uses) {
      const known = bySort.get(use.sort);
      if (known) known.push({ ...use, column });
      else bySort.set(use.sort, [{ ...use, column }]);
    }
  });
  const ofSorts = [...bySort].flatMap(([sort, uses]) => sortRows(board, sorting, sort, uses));
  return [...startRows(decisions), ...linkRows(decisions), ...ofSorts];
}
