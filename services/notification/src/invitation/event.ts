import { type Language, lastModifiedOf, type ProgrammeStep, sequenceOf } from '@huitang/contracts';
import type { CalendarEvent, EventPlace } from '@huitang/icalendar';
import type { Installation } from '@huitang/runtime';
import { term } from '@huitang/wording';
import type { Cancelled, Confirmed, KnownActivity } from '../domain/known-activity.ts';
import type { KnownCenter } from '../domain/known-center.ts';
import { oneLine } from '../domain/text.ts';
import { eventWords } from './words.ts';

/** What there is to see of an activity in a calendar, standing or called off. */
interface Seen {
  readonly about: Cancelled;
  readonly place: Pick<Confirmed, 'start' | 'end' | 'claims'>;
  readonly programme: readonly ProgrammeStep[];
  readonly status: CalendarEvent['status'];
}

/** Undefined where nothing has ever been in a calendar. */
function seenOf({ confirmed, unplaced, cancelled }: KnownActivity): Seen | undefined {
  const off = cancelled ?? unplaced;
  const place = confirmed ?? unplaced?.before;
  if (!place) return undefined;
  const programme = confirmed?.programme ?? [];
  if (off) return { about: off, place, programme, status: 'CANCELLED' };
  if (!confirmed) return undefined;
  const status = confirmed.announcesAt === undefined ? 'CONFIRMED' : 'TENTATIVE';
  return { about: confirmed, place, programme, status };
}

function placeOf({ place }: Seen, { name, address, geo, resources }: KnownCenter, language: Language): EventPlace {
  const rooms = place.claims
    .filter(({ role }) => role === 'room')
    .map(({ resourceId, name: before }) => (resources[resourceId] ?? before)[language]);
  return {
    title: [...new Set(rooms), name[language]].map(oneLine).join(', '),
    address: oneLine(address[language]),
    ...(geo && { geo }),
  };
}

function description({ about, programme }: Seen, language: Language): string {
  const { headcount, programme: heading, step } = eventWords[language];
  const steps = programme.map(({ title, minutes, lead }, index) =>
    step(index + 1, title[language], minutes, lead && term(lead, language)),
  );
  return [headcount(about.headcount), ...(steps.length > 0 ? [heading, ...steps] : [])].map(oneLine).join('\n');
}

/**
 * An activity as its organization's calendar shows it, with the UID and the SEQUENCE that it has in every feed; undefined
 * where there is nothing to show.
 */
export function eventFor(
  activity: KnownActivity,
  center: KnownCenter,
  language: Language,
  { publicUrl, uidDomain }: Pick<Installation, 'publicUrl' | 'uidDomain'>,
): CalendarEvent | undefined {
  const seen = seenOf(activity);
  if (!seen || !activity.display) return undefined;
  const { about, place, status } = seen;
  const kind = oneLine(about.kind.name[language]);
  const summary = oneLine(about.title) || kind;
  return {
    uid: `${activity.id}@${uidDomain}`,
    sequence: sequenceOf(activity.display, center),
    modifiedAt: lastModifiedOf(activity.display, center),
    start: place.start,
    end: place.end,
    status,
    summary: status === 'CANCELLED' ? eventWords[language].cancelled(summary) : summary,
    category: kind,
    description: description(seen, language),
    url: `${publicUrl}/activities/${activity.id}`,
    place: placeOf(seen, center, language),
  };
}
