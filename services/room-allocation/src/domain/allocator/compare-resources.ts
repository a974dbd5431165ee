import type { Resource } from '@huitang/contracts';
import type { Board } from './board.ts';
import type { Line } from './line.ts';

const featuresOf = (resource: Resource): readonly string[] => {
  switch (resource.type) {
    case 'room':
      return resource.features;
    case 'person':
      return [...resource.roles, ...resource.skills];
    case 'kit':
    case 'stop':
      return [];
  }
};

const compareTexts = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

function compareFeatures(a: readonly string[], b: readonly string[]): number {
  return a.length - b.length || compareTexts([...a].sort().join(' '), [...b].sort().join(' '));
}

const buffersOf = (resource: Resource): number =>
  resource.type === 'room' || resource.type === 'person' ? resource.setupMinutes + resource.teardownMinutes : 0;

function compareLines(a: Line, b: Line): number {
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
  if (!one || !other || !line || !otherLine) return 0;
  return (
    compareFeatures(featuresOf(one), featuresOf(other)) ||
    buffersOf(one) - buffersOf(other) ||
    compareLines(line, otherLine) ||
    compareTexts(one.id, other.id)
  );
}
