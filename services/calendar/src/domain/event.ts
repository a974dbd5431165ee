import { type Language, lastModifiedOf, type Mask, publicMask, sequenceOf } from '@huitang/contracts';
import type { CalendarCenter } from './center.ts';
import type { CalendarEntry } from './entry.ts';
import { worded } from './mask.ts';
import { oneLine } from './text.ts';
import { words } from './words.ts';

/** One VEVENT in plain values: clean text, not yet escaped. */
export interface FeedEvent {
  readonly uid: string;
  readonly sequence: number;
  /** RFC 3339; DTSTAMP and LAST-MODIFIED. */
  readonly modifiedAt: string;
  readonly start: string;
  readonly end: string;
  readonly status: 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED';
  readonly summary: string;
  readonly category?: string;
  readonly description?: string;
  readonly url?: string;
  readonly place: Place;
}

/** LOCATION is title and address; Apple is told the two apart. */
export interface Place {
  readonly title: string;
  readonly address: string;
  readonly geo?: { readonly latitude: number; readonly longitude: number };
}

/** What of the installation goes into every event. */
export interface Home {
  readonly publicUrl: string;
  readonly uidDomain: string;
}

function placeOf(entry: CalendarEntry, center: CalendarCenter, language: Language): Place {
  const current = new Map(center.rooms.map(({ id, name }) => [id, name]));
  const rooms = entry.rooms.map(({ id, name }) => (current.get(id) ?? name)[language]);
  return {
    title: [...rooms, center.name[language]].map(oneLine).join(', '),
    address: oneLine(center.address[language]),
    ...(center.geo && { geo: center.geo }),
  };
}

const statusOf = ({ cancelled, announced }: CalendarEntry): FeedEvent['status'] =>
  cancelled ? 'CANCELLED' : announced ? 'CONFIRMED' : 'TENTATIVE';

/** An activity at its center, with the names that center and rooms have now; as the public sees it unless `mask` says more. */
export function feedEvent(
  entry: CalendarEntry,
  center: CalendarCenter,
  language: Language,
  home: Home,
  mask: Mask = publicMask[entry.audience],
): FeedEvent {
  const { summary, category, description, linked } = worded(entry, mask, language);
  return {
    uid: `${entry.id}@${home.uidDomain}`,
    sequence: sequenceOf(entry, center),
    modifiedAt: lastModifiedOf(entry, center),
    start: entry.start,
    end: entry.end,
    status: statusOf(entry),
    summary: entry.cancelled ? words[language].cancelled(summary) : summary,
    ...(category && { category }),
    ...(description && { description }),
    ...(linked && { url: `${home.publicUrl}/activities/${entry.id}` }),
    place: placeOf(entry, center, language),
  };
}
