import type { Resource } from '@huitang/contracts';
import type { Board } from './board.ts';
import type { Booking, Line } from './line.ts';

const NONE: readonly string[] = [];
const NO_BOOKINGS: readonly Booking[] = [];

/** What sets a resource apart from others as large: features of a room, roles of a person. */
const traitsOf = (resource: Resource): readonly string[] =>
  resource.type === 'room' ? resource.features : resource.type === 'person' ? resource.roles : NONE;

const skillsOf = (resource: Resource): readonly string[] => (resource.type === 'person' ? resource.skills : NONE);

const compareTexts = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

function compareLists(a: readonly string[], b: readonly string[]): number {
  for (let place = 0; place < a.length && place < b.length; place += 1) {
    const difference = a.length - b.length || compareTexts(a[place] ?? '', b[place] ?? '');
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

const buffersOf = (resource: Resource): number =>
  resource.type === 'room' || resource.type === 'person' ? resource.setupMinutes + resource.teardownMinutes : 0;

/** What was given back leaves a line behind with nothing in it: as good as none. */
const bookingsOf = (line: Line | undefined): readonly Booking[] => line?.bookings ?? NO_BOOKINGS;

function compareBookings(a: readonly Booking[], b: readonly Booking[]): number {
  if (a.length === 0 || b.length === 0) return Number(a.length === 0) - Number(b.length === 0);
  const shared = Math.min(a.length, b.length);
  for (let place = 0; place < shared; place += 1) {
    const [one, other] = [a[place], b[place]];
    const difference = one && other ? one.start - other.start || one.end - other.end : 0;
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/**
 * An order of resources of one sort that does not hang on their names: what fewer requests could need comes later, what
 * is taken first comes earlier. Names decide only between those that are alike in everything, which changes nothing.
 */
export function compareResources({ resources, lines }: Board, a: number, b: number): number {
  const [one, other] = [resources[a], resources[b]];
  if (!one || !other) return 0;
  return (
    compareLists(traitsOf(one), traitsOf(other)) ||
    compareLists(skillsOf(one), skillsOf(other)) ||
    buffersOf(one) - buffersOf(other) ||
    compareBookings(bookingsOf(lines[a]), bookingsOf(lines[b])) ||
    compareTexts(one.id, other.id)
  );
}
