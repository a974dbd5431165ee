import type { Bilingual } from '@huitang/contracts';
import type { CalendarCenter } from './domain/center.ts';
import type { CalendarEntry } from './domain/entry.ts';
import { feedKey, type PrivateFeed, type PublicFeed } from './domain/feed.ts';
import { words } from './domain/words.ts';
import { lastEntry } from './select-entries.ts';
import type { CalendarViews } from './views.ts';

/** A feed that exists: what it is called and what it is read by. */
export interface Subject {
  readonly key: string;
  readonly name: Bilingual;
  readonly timeZone: string;
  /** The one center whose changes it shows; undefined for feeds across centers. */
  readonly centerId?: string;
  /** When what it shows of that center changed last. */
  readonly changedAt?: string;
  /** Which of what stands under `key` is in it; all where it is absent. */
  readonly keeps?: (entry: CalendarEntry) => boolean;
}

type ListSpec = Exclude<PublicFeed, { type: 'activity' }>;

const both = (text: string): Bilingual => ({ zh: text, en: text });

const at = (part: Bilingual, center: CalendarCenter): Bilingual => ({
  zh: `${part.zh} · ${center.name.zh}`,
  en: `${part.en} · ${center.name.en}`,
});

const ofCenter = (center: CalendarCenter, key: string, name: Bilingual): Subject => ({
  key,
  name,
  timeZone: center.timeZone,
  centerId: center.id,
  changedAt: center.displayChangedAt,
});

async function roomSubject({ centers }: CalendarViews, roomId: string): Promise<Subject | undefined> {
  const { items } = await centers.find({ where: { roomIds: { contains: roomId } }, limit: 1 });
  const center = items[0];
  const room = center?.rooms.find(({ id }) => id === roomId);
  return center && room && ofCenter(center, feedKey.room(center.id, roomId), at(room.name, center));
}

/** Read by their center, of which they are a part; undefined where one of them is not its own. */
async function roomsSubject(
  { centers }: CalendarViews,
  { centerId, roomIds }: Extract<ListSpec, { type: 'rooms' }>,
): Promise<Subject | undefined> {
  const center = await centers.get(centerId);
  const rooms = roomIds.map((id) => center?.rooms.find((room) => room.id === id));
  if (!center || rooms.includes(undefined)) return undefined;
  const namesIn = (language: keyof Bilingual, comma: string): string =>
    rooms.map((room) => room?.name[language]).join(comma);
  const wanted = new Set(roomIds);
  return {
    ...ofCenter(center, feedKey.center(centerId), at({ zh: namesIn('zh', '、'), en: namesIn('en', ', ') }, center)),
    keeps: (entry) => entry.rooms.some(({ id }) => wanted.has(id)),
  };
}

/** Kinds, packages and routes are the catalogue's: here one is known as soon as there is an activity of it. */
async function kindSubject(views: CalendarViews, centerId: string, kindId: string): Promise<Subject | undefined> {
  const center = await views.centers.get(centerId);
  const key = feedKey.kind(centerId, kindId);
  const entry = center && (await lastEntry(views.entries, key));
  return entry && ofCenter(center, key, at(entry.kind.name, center));
}

const inWords = (word: 'packageFeed' | 'routeFeed', name: Bilingual): Bilingual => ({
  zh: words.zh[word](name.zh),
  en: words.en[word](name.en),
});

async function acrossCenters(
  views: CalendarViews,
  key: string,
  nameOf: (entry: CalendarEntry) => Bilingual,
): Promise<Subject | undefined> {
  const entry = await lastEntry(views.entries, key);
  const center = entry && (await views.centers.get(entry.center));
  return center && { key, name: nameOf(entry), timeZone: center.timeZone };
}

/** Finds what a feed's address means; undefined when there is no such thing. */
export async function subjectOf(views: CalendarViews, spec: ListSpec): Promise<Subject | undefined> {
  switch (spec.type) {
    case 'center': {
      const center = await views.centers.get(spec.centerId);
      return center && ofCenter(center, feedKey.center(center.id), center.name);
    }
    case 'room':
      return roomSubject(views, spec.roomId);
    case 'rooms':
      return roomsSubject(views, spec);
    case 'kind':
      return kindSubject(views, spec.centerId, spec.kindId);
    case 'package': {
      const { packageId: id } = spec;
      return acrossCenters(views, feedKey.package(id), ({ packageName }) =>
        inWords('packageFeed', packageName ?? both(id)),
      );
    }
    case 'route': {
      const { routeId: id } = spec;
      return acrossCenters(views, feedKey.route(id), ({ routeName }) => inWords('routeFeed', routeName ?? both(id)));
    }
  }
}

/** The names of organizations, which the Vault has. */
export type OrganizationName = (organizationId: string) => Promise<string | undefined>;

/** Where nothing says in which zone its days begin. */
const ORGANIZATION_ZONE = 'Asia/Shanghai';

async function crewSubject({ centers }: CalendarViews, { type, centerId }: Extract<PrivateFeed, { centerId: string }>) {
  const center = await centers.get(centerId);
  if (!center) return undefined;
  const word = type === 'crew' ? 'crewFeed' : 'canteenFeed';
  const name = { zh: words.zh[word](center.name.zh), en: words.en[word](center.name.en) };
  return ofCenter(center, feedKey[type](centerId), name);
}

/** The same for a private feed; undefined when there is nobody of that id. */
export async function privateSubjectOf(
  views: CalendarViews,
  nameOf: OrganizationName,
  spec: PrivateFeed,
): Promise<Subject | undefined> {
  switch (spec.type) {
    case 'organization': {
      const name = await nameOf(spec.organizationId);
      const key = feedKey.organization(spec.organizationId);
      return name === undefined ? undefined : { key, name: both(name), timeZone: ORGANIZATION_ZONE };
    }
    case 'person': {
      const { items } = await views.centers.find({ where: { personIds: { contains: spec.personId } }, limit: 1 });
      const center = items[0];
      const person = center?.people.find(({ id }) => id === spec.personId);
      // Not of its center alone: others may borrow this person.
      return (
        center &&
        person && { key: feedKey.person(spec.personId), name: at(person.name, center), timeZone: center.timeZone }
      );
    }
    case 'crew':
    case 'canteen':
      return crewSubject(views, spec);
  }
}
