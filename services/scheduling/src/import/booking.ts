import { type CenterId, minuteOf, type OrganizationId, type ResourceId } from '@huitang/contracts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Kind } from '../catalogue/kind.ts';
import type { Details } from '../domain/activity-event.ts';
import type { ImportRow } from './parsed-file.ts';
import type { RoomNames } from './room-names.ts';

/** Whose bookings a file has, and of which center. */
export interface ImportTarget {
  readonly center: CenterId;
  readonly organization: OrganizationId;
  /** For rows that name no kind. */
  readonly kind: Kind;
  readonly principal: string;
  /** Ask again for rows that were refused before; otherwise they stay refused, for the same reasons. */
  readonly again: boolean;
}

export type Booking =
  | { readonly ok: true; readonly details: Details }
  | { readonly ok: false; readonly field: string; readonly code: string; readonly message: string };

const wrong = (field: string, code: string, message: string): Extract<Booking, { ok: false }> => ({
  ok: false,
  field,
  code,
  message,
});

/** A time and a room that are facts: nothing is added to them, opening hours do not refuse them. */
const fact = (room: ResourceId, start: string, end: string, headcount: number): Details['wish'] => ({
  starts: [start],
  durationMinutes: minuteOf(end) - minuteOf(start),
  headcount,
  needs: [{ role: 'room', features: [], resourceId: room }],
  setupMinutes: 0,
  teardownMinutes: 0,
  asGiven: true,
});

/** A row as an activity in its own room at its own time, of which nobody is mailed. */
export function bookingOf(catalogue: Catalogue, target: ImportTarget, rooms: RoomNames, row: ImportRow): Booking {
  if (row.error) return { ok: false, ...row.error };
  if (row.start === undefined || row.end === undefined) return wrong('start', 'missing', 'start and end');
  const named = JSON.stringify(row.room ?? '');
  const [room, ...others] = rooms.get(row.room ?? '') ?? [];
  if (!room) return wrong('room', 'unknown-room', `a room of ${target.center}, not ${named}`);
  if (others.length > 0) {
    const ids = [room, ...others].sort().join(', ');
    return wrong('room', 'ambiguous-room', `one room: ${named} is the name of ${ids}; its id tells which`);
  }
  const kind = row.kind === undefined ? target.kind : catalogue.kinds.get(row.kind);
  if (!kind) return wrong('kind', 'unknown-kind', `a kind of the catalogue, not ${JSON.stringify(row.kind)}`);
  const headcount = row.headcount ?? 1;
  return {
    ok: true,
    details: {
      centerId: target.center,
      organizationId: target.organization,
      kind: { id: kind.id, name: kind.name },
      title: row.title,
      audience: row.audience ?? kind.defaultAudience,
      headcount,
      notify: false,
      programme: [],
      wish: fact(room, row.start, row.end, headcount),
    },
  };
}
