import { type Interval, type Minute, minuteOf, type Reservation, type ResourceUse } from '@huitang/contracts';
import { clipped } from './local-day.ts';

interface Untaken extends Interval {
  readonly type: 'free' | 'closed';
}

/** What is taken is cut into setup, the activity itself, and teardown. */
interface Taken extends Interval {
  readonly type: 'setup' | 'activity' | 'teardown';
  readonly reservation: Reservation;
  /** True where it goes on outside the hours shown. */
  readonly beganBefore: boolean;
  readonly goesOn: boolean;
  /** True where visitors are not let in all the while. */
  readonly afterHours: boolean;
}

/** A stretch of one room's day. */
type Stretch = Untaken | Taken;

export type TakenCell = Taken & { readonly columns: number };
export type Cell = (Untaken & { readonly columns: number }) | TakenCell;

export interface GridRow {
  readonly room: ResourceUse;
  /** One list of cells that fill the hours shown; more than one only if things are held at once. */
  readonly lanes: readonly (readonly Cell[])[];
}

export interface DayGrid {
  readonly shown: Interval;
  /** The width of each column in minutes: there is one edge wherever something begins or ends. */
  readonly widths: readonly number[];
  readonly hours: readonly { readonly start: Minute; readonly columns: number }[];
  readonly rows: readonly GridRow[];
}

interface Asked {
  readonly shown: Interval;
  /** Full hours; the first is the start of what is shown. */
  readonly marks: readonly Minute[];
  readonly open: readonly Interval[];
  readonly rooms: readonly ResourceUse[];
}

const intervalOf = ({ start, end }: { start: string; end: string }): Interval => ({
  start: minuteOf(start),
  end: minuteOf(end),
});

/** Those that are held at once go to lanes of their own. A room has one lane unless the data is wrong. */
function lanesOf(reservations: readonly Reservation[]): readonly (readonly Reservation[])[] {
  const lanes: Reservation[][] = [];
  for (const reservation of [...reservations].sort((a, b) => minuteOf(a.start) - minuteOf(b.start))) {
    const { start } = intervalOf(reservation);
    const lane = lanes.find((one) => minuteOf(one.at(-1)?.end ?? reservation.start) <= start);
    if (lane) lane.push(reservation);
    else lanes.push([reservation]);
  }
  return lanes.length > 0 ? lanes : [[]];
}

function partsOf(reservation: Reservation, { shown, open }: Asked): readonly Taken[] {
  const { start, end } = intervalOf(reservation);
  const from = minuteOf(reservation.activityStart);
  const to = minuteOf(reservation.activityEnd);
  const parts = [
    { type: 'setup', start, end: from },
    { type: 'activity', start: from, end: to },
    { type: 'teardown', start: to, end },
  ] as const;
  return parts.flatMap((part) => {
    const inside = clipped(part, shown);
    if (!inside) return [];
    const { type } = part;
    const isCut = { beganBefore: part.start < shown.start, goesOn: part.end > shown.end };
    return [{ type, ...inside, reservation, ...isCut, afterHours: !isOpen(open, inside) }];
  });
}

const isOpen = (open: readonly Interval[], part: Interval): boolean =>
  open.some(({ start, end }) => start <= part.start && part.end <= end);

const between = (points: readonly Minute[], { start, end }: Interval): readonly Interval[] => {
  const edges = [start, ...points.filter((point) => start < point && point < end), end];
  const sorted = [...new Set(edges)].sort((a, b) => a - b);
  return sorted.slice(1).map((edge, index) => ({ start: sorted[index] ?? start, end: edge }));
};

/** What nothing takes: closed, or free and cut at the full hours. */
function gap(interval: Interval, { open, marks }: Asked): readonly Stretch[] {
  if (interval.start >= interval.end) return [];
  const edges = open.flatMap(({ start, end }) => [start, end]);
  return between(edges, interval).flatMap((part): readonly Stretch[] => {
    return isOpen(open, part)
      ? between(marks, part).map((hour) => ({ type: 'free', ...hour }))
      : [{ type: 'closed', ...part }];
  });
}

function filled(reservations: readonly Reservation[], asked: Asked): readonly Stretch[] {
  const { shown } = asked;
  const stretches: Stretch[] = [];
  let at = shown.start;
  for (const part of reservations.flatMap((reservation) => partsOf(reservation, asked))) {
    stretches.push(...gap({ start: at, end: part.start }, asked), part);
    at = part.end;
  }
  return [...stretches, ...gap({ start: at, end: shown.end }, asked)];
}

/** Lays a day out as a table whose columns are as wide as their minutes. */
export function dayGrid(asked: Asked): DayGrid {
  const { shown, marks, rooms } = asked;
  const rows = rooms.map((room) => ({
    room,
    lanes: lanesOf(room.reservations).map((reservations) => filled(reservations, asked)),
  }));
  const starts = rows.flatMap(({ lanes }) => lanes.flat().map(({ start }) => start));
  const edges = [...new Set([...starts, ...marks, shown.start, shown.end])].sort((a, b) => a - b);
  const place = new Map(edges.map((edge, index) => [edge, index]));
  const columns = ({ start, end }: Interval): number => (place.get(end) ?? 0) - (place.get(start) ?? 0);
  return {
    shown,
    widths: edges.slice(1).map((edge, index) => edge - (edges[index] ?? edge)),
    hours: between(marks, shown).map((hour) => ({ start: hour.start, columns: columns(hour) })),
    rows: rows.map(({ room, lanes }) => ({
      room,
      lanes: lanes.map((lane) => lane.map((stretch) => ({ ...stretch, columns: columns(stretch) }))),
    })),
  };
}
