import {
  type Bilingual,
  type CenterOpened,
  type CenterRenamed,
  type Display,
  type Resource,
  timestampOf,
} from '@huitang/contracts';

export interface ShownRoom {
  readonly id: string;
  readonly name: Bilingual;
}

/** What feeds show of a center, and the part of SEQUENCE that it adds to each of its activities. */
export interface CalendarCenter extends Display {
  readonly id: string;
  readonly name: Bilingual;
  readonly address: Bilingual;
  readonly geo?: { readonly latitude: number; readonly longitude: number };
  readonly timeZone: string;
  readonly rooms: readonly ShownRoom[];
  /** Of `rooms`: what a room's feed is found by. */
  readonly roomIds: readonly string[];
  /** Guides, lecturers and interpreters by what they are called there, never by their names. */
  readonly people: readonly ShownRoom[];
  readonly personIds: readonly string[];
}

/** In UTC, so that the text sorts. */
export const shownAt = ({ displayRevision, displayChangedAt }: Display): Display => ({
  displayRevision,
  displayChangedAt: timestampOf(Date.parse(displayChangedAt)),
});

type Parts = 'rooms' | 'roomIds' | 'people' | 'personIds';

const withParts = (
  center: Omit<CalendarCenter, Parts>,
  rooms: readonly ShownRoom[],
  people: readonly ShownRoom[],
): CalendarCenter => ({
  ...center,
  rooms,
  roomIds: rooms.map(({ id }) => id),
  people,
  personIds: people.map(({ id }) => id),
});

const shownOf = (type: Resource['type'], resources: readonly Resource[]): readonly ShownRoom[] =>
  resources.filter((one) => one.type === type).map(({ id, name }) => ({ id, name }));

const withOne = (all: readonly ShownRoom[], { id, name }: ShownRoom): readonly ShownRoom[] =>
  all.some((one) => one.id === id) ? all.map((one) => (one.id === id ? { id, name } : one)) : [...all, { id, name }];

export function openedCenter(event: CenterOpened): CalendarCenter {
  const { id, name, address, geo, timeZone, resources } = event.profile;
  const center = { id, name, address, ...(geo && { geo }), timeZone, ...shownAt(event) };
  return withParts(center, shownOf('room', resources), shownOf('person', resources));
}

export const renamedCenter = (center: CalendarCenter, event: CenterRenamed): CalendarCenter => ({
  ...center,
  name: event.name,
  ...shownAt(event),
});

/** A resource was added or changed: rooms and people are shown by name, of the others only that something changed is kept. */
export function centerWithResource(center: CalendarCenter, resource: Resource, display: Display): CalendarCenter {
  const changed = { ...center, ...shownAt(display) };
  const { rooms, people } = center;
  if (resource.type === 'room') return withParts(changed, withOne(rooms, resource), people);
  if (resource.type === 'person') return withParts(changed, rooms, withOne(people, resource));
  return changed;
}
