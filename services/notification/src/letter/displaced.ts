import type { Confirmed, Taken, Unplaced } from '../domain/known-activity.ts';
import { othersOf, roomsOf, type Writing } from './facts.ts';
import { aboutRows, type Body, calendarLinks, centerRow, pageLink, rows, spanAt } from './parts.ts';
import { alternativesSection, answerSection, programmeSection, reasonsSection, setupSection } from './sections.ts';

/** What is held instead of what it had, why, and until when that can be answered. */
export function displacedBody(writing: Writing, confirmed: Confirmed, { before, because, nearest }: Taken): Body {
  const { words, times, center, language } = writing;
  return {
    rows: rows(
      [words.labels.time, times.span(confirmed.start, confirmed.end)],
      [words.labels.before, spanAt(writing, before)],
      [words.labels.rooms, roomsOf(writing, confirmed.claims)],
      [words.labels.also, othersOf(writing, confirmed.claims)],
      centerRow(writing),
      [words.labels.address, center.address[language]],
      ...aboutRows(writing, confirmed),
    ),
    sections: [
      ...answerSection(writing, confirmed),
      ...reasonsSection(writing, words.sections.why, [because, ...confirmed.reasons]),
      ...setupSection(writing, confirmed),
      ...programmeSection(writing, confirmed),
      ...alternativesSection(writing, nearest, words.alternativesInstead),
    ],
    links: [pageLink(writing), ...calendarLinks(writing)],
  };
}

/** What it had and has no more, why, and what can be had instead. */
export function unplacedBody(writing: Writing, unplaced: Unplaced): Body {
  const { labels, sections } = writing.words;
  return {
    rows: rows([labels.before, spanAt(writing, unplaced.before)], centerRow(writing), ...aboutRows(writing, unplaced)),
    sections: [
      ...reasonsSection(writing, sections.whyNot, [unplaced.because]),
      ...alternativesSection(writing, unplaced.nearest),
    ],
    links: [pageLink(writing)],
  };
}
