import type { Bilingual, Claim, Language } from '@huitang/contracts';
import { type LocalTimes, localTimes } from '@huitang/wording';
import type { KnownActivity } from '../domain/known-activity.ts';
import type { KnownCenter } from '../domain/known-center.ts';
import type { CalendarWay } from '../domain/preferences.ts';
import { type Words, words } from './words/index.ts';

/** What a letter is written from. */
export interface Facts {
  readonly activity: KnownActivity;
  readonly center: KnownCenter;
  readonly recipient: { readonly name: string; readonly language: Language };
  /** Without a slash at the end. */
  readonly publicUrl: string;
  /** Addresses of calendars are for whoever follows a feed; absent for that. */
  readonly calendar?: CalendarWay;
}

/** The same, with what all parts of a letter need to speak. */
export interface Writing extends Facts {
  readonly language: Language;
  readonly words: Words;
  readonly times: LocalTimes;
  /** A resource by the name it has now, else by the one it had, else by its id. */
  readonly nameOf: (resourceId: string, before?: Bilingual) => string;
}

export function writingOf(facts: Facts): Writing {
  const { language } = facts.recipient;
  const { resources, timeZone } = facts.center;
  return {
    ...facts,
    language,
    words: words[language],
    times: localTimes(timeZone, language),
    nameOf: (id, before) => (Object.hasOwn(resources, id) ? resources[id] : before)?.[language] ?? id,
  };
}

/** The rooms of some claims, each once. */
export function roomsOf({ words, nameOf }: Writing, claims: readonly Claim[]): string {
  const rooms = claims.filter(({ role }) => role === 'room');
  return words.listed([...new Set(rooms.map(({ resourceId, name }) => nameOf(resourceId, name)))]);
}

/** Guides, kit and stops, in the order of the claims. */
export function othersOf({ words, nameOf }: Writing, claims: readonly Claim[]): string {
  const others = claims.filter(({ role }) => role !== 'room');
  const texts = others.map(({ resourceId, name, count }) => words.counted(nameOf(resourceId, name), count));
  return words.listed([...new Set(texts)]);
}
