import type { Resource } from '@huitang/contracts';
import type { Board } from './board.ts';
import type { Line } from './line.ts';

const NONE: readonly string[] = [];

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

function compareLines(a: Line | undefined, b: Line | undefined): number {
  if (!a || !b) return Number(!a) - Number(!b);
  const shared = Math.min(a.bookings.length, b.bookings.length);
  for (let place = 0; place < shared; place += 1) {
    const [one, other] = [a.bookings[place], b.bookings[place]];
    const difference = one && other ? one.start - other.start || one.end - other.end : 0;
    if (difference !== 0) return difference;
  }
  return a.bookings.length - b.bookings.length;
}

/**
 * An order of resources of one sort that does not hang on their names: what fewer requests could need comes later, what
 * is taken first comes earlier. Names decide only between those that are alike in everything, which changes nothing.
 */
export function compareResources({ resources, lines }: Board, a: number, b: number): number {
  const [one, other] = [resources[a], resources[b]];
  const [line, otherLine] = [lines[a], lines[b]];
  if (!one || !other) return 0;
  return (
    compareLists(traitsOf(one), traitsOf(other)) ||
    compareLists(skillsOf(one), skillsOf(other)) ||
    buffersOf(one) - buffersOf(other) ||
    compareLines(line, otherLine) ||
    compareTexts(one.id, other.id)
  );
}
