import type { Cancelled, Confirmed } from '../domain/known-activity.ts';
import { roomsOf, type Writing } from './facts.ts';
import type { Letter, Link, Row } from './letter.ts';

/** What is different from letter to letter. */
export type Body = Pick<Letter, 'rows' | 'sections' | 'links'>;

/** Rows without a value are left out. */
export const rows = (...all: readonly (readonly [label: string, value: string])[]): readonly Row[] =>
  all.filter(([, value]) => value !== '').map(([label, value]) => ({ label, value }));

const queryOf = ({ language }: Writing): string => (language === 'zh' ? '' : `?lang=${language}`);

export function pageLink(writing: Writing): Link {
  const { words, publicUrl, activity } = writing;
  return { label: words.links.page, url: `${publicUrl}/activities/${activity.id}${queryOf(writing)}` };
}

export function calendarLinks(writing: Writing): readonly Link[] {
  const { words, publicUrl, activity, center, calendar = 'feed' } = writing;
  if (calendar === 'invitations' || calendar === 'none') return [];
  const query = queryOf(writing);
  return [
    { label: words.links.file, url: `${publicUrl}/api/activities/${activity.id}.ics${query}` },
    { label: words.links.feed, url: `${publicUrl}/feeds/centers/${center.id}.ics${query}` },
  ];
}

export const spanAt = (writing: Writing, { start, end, claims }: Pick<Confirmed, 'start' | 'end' | 'claims'>): string =>
  writing.words.placed(writing.times.span(start, end), roomsOf(writing, claims));

export const centerRow = ({ words, center, language }: Writing): readonly [string, string] => [
  words.labels.center,
  center.name[language],
];

export const aboutRows = ({ words, language }: Writing, about: Cancelled): readonly (readonly [string, string])[] => [
  [words.labels.kind, about.kind.name[language]],
  [words.labels.headcount, words.people(about.headcount)],
];
