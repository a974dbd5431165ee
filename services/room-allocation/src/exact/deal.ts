import type { Placement } from '../domain/allocator/board.ts';
import { placementOf } from '../domain/allocator/placement.ts';
import { askFor, type Session } from '../domain/allocator/session.ts';
import type { Candidate, Slot } from '../domain/allocator/slot.ts';
import type { Choice, Column, Sorting } from './columns.ts';

interface Wanted {
  readonly activity: number;
  /** The number of the slot among rooms and people; of a standing place the number of its booking. */
  readonly slot: number;
  readonly sort: number;
  readonly start: number;
  readonly end: number;
  /** Who had it before, and keeps it if nobody else has it by then. */
  readonly held: number;
}

const keyOf = ({ activity, slot }: Pick<Wanted, 'activity' | 'slot'>): string => `${activity}/${slot}`;

/** Deals the members of each sort out in the order of starts: one that is free is always left (interval colouring). */
function deal(wanted: readonly Wanted[], { sorts }: Sorting): ReadonlyMap<string, number> {
  const dealt = new Map<string, number>();
  const freeFrom = new Map<number, number>();
  for (const one of [...wanted].sort((a, b) => a.start - b.start || a.activity - b.activity || a.slot - b.slot)) {
    const members = sorts[one.sort]?.members ?? [];
    const free = members.filter((member) => (freeFrom.get(member) ?? Number.NEGATIVE_INFINITY) <= one.start);
    const member = free.includes(one.held) ? one.held : free[0];
    if (member === undefined) throw new RangeError(`sort ${one.sort} is taken too often at ${one.start}`);
    freeFrom.set(member, one.end);
    dealt.set(keyOf(one), member);
  }
  return dealt;
}

function wantedBy(columns: readonly Column[], sorting: Sorting): readonly Wanted[] {
  return columns.flatMap(({ activity, start, choices, standing }): Wanted[] => {
    if (!standing) {
      return choices.map(({ slot, sort, candidate: { from, to } }) => ({
        activity,
        slot,
        sort,
        start: start + from,
        end: start + to,
        held: -1,
      }));
    }
    return standing.bookings.flatMap(({ resource, ...interval }, slot) => {
      const sort = sorting.of[resource] ?? -1;
      const { start: from, end } = interval;
      return (sorting.sorts[sort]?.members.length ?? 0) > 1
        ? [{ activity, slot, sort, start: from, end, held: resource }]
        : [];
    });
  });
}

const candidateOf = ({ candidates }: Slot, resource: number | undefined): Candidate[] =>
  candidates.filter((candidate) => candidate.resource === resource);

function placementFor(session: Session, columns: readonly Column[], dealt: ReadonlyMap<string, number>): Placement {
  const [{ activity, start, standing }] = columns as [Column];
  if (standing) {
    const bookings = standing.bookings.map((booking, slot) => ({
      ...booking,
      resource: dealt.get(keyOf({ activity, slot })) ?? booking.resource,
    }));
    return { ...standing, bookings };
  }
  const ask = askFor(session, activity);
  const slots = [...ask.rooms, ...ask.people];
  const named = slots.flatMap((slot, index) => candidateOf(slot, dealt.get(keyOf({ activity, slot: index }))));
  return placementOf(start, named, ask, activity);
}

/** The places that some chosen columns stand for, by activity. */
export function placesFor(
  session: Session,
  chosen: readonly Column[],
  sorting: Sorting,
): ReadonlyMap<number, Placement> {
  const dealt = deal(wantedBy(chosen, sorting), sorting);
  const byActivity = new Map<number, Column[]>();
  for (const column of chosen) byActivity.set(column.activity, [...(byActivity.get(column.activity) ?? []), column]);
  return new Map([...byActivity].map(([activity, columns]) => [activity, placementFor(session, columns, dealt)]));
}

/** Whether a choice is what a placement has for its slot. */
const isHeld = ({ slot, sort }: Choice, { bookings }: Placement, { of }: Sorting): boolean =>
  of[bookings[slot]?.resource ?? -1] === sort;

/** Whether a column is part of a given answer. */
export function isChosen(column: Column, at: Placement | undefined, sorting: Sorting, isStanding: boolean): boolean {
  if (!at) return false;
  if (column.standing) return isStanding;
  return !isStanding && column.start === at.start && column.choices.every((choice) => isHeld(choice, at, sorting));
}
