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
}

/** In UTC, so that the text sorts. */
export const shownAt = ({ displayRevision, displayChangedAt }: Display): Display => ({
  displayRevision,
  displayChangedAt: timestampOf(Date.parse(displayChangedAt)),
});

const withRooms = (center: Omit<CalendarCenter, 'rooms' | 'roomIds'>, rooms: readonly ShownRoom[]): CalendarCenter => ({
  ...center,
  rooms,
  roomIds: rooms.map(({ id }) => id),
});

export function openedCenter(event: CenterOpened): CalendarCenter {
  const { id, name, address, geo, timeZone, resources } = event.profile;
  const rooms = resources.filter(({ type }) => type === 'room').map((room) => ({ id: room.id, name: room.name }));
  return withRooms({ id, name, address, ...(geo && { geo }), timeZone, ...shownAt(event) }, rooms);
}

export const renamedCenter = (center: CalendarCenter, event: CenterRenamed): CalendarCenter => ({
  ...center,
  name: event.name,
  ...shownAt(event),
});

/** A resource was added or changed: rooms are shown by name, of the others only that something changed is kept. */
export function centerWithResource(center: CalendarCenter, resource: Resource, display: Display): CalendarCenter {
  const changed = { ...center, ...shownAt(display) };
  if (resource.type !== 'room') return changed;
  const room = { id: resource.id, name: resource.name };
  const isKnown = center.rooms.some(({ id }) => id === room.id);
  return withRooms(
    changed,
    isKnown ? center.rooms.map((one) => (one.id === room.id ? room : one)) : [...center.rooms, room],
  );
}
