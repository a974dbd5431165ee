import { instantOf, minuteOf, type Reason } from '@huitang/contracts';
import type { Cancelled, Confirmed, Declined, Deferred, KnownActivity } from '../domain/known-activity.ts';
import type { MessageName } from '../domain/message.ts';
import { displacedBody, unplacedBody } from './displaced.ts';
import { type Facts, othersOf, roomsOf, type Writing, writingOf } from './facts.ts';
import { goneLine } from './gone.ts';
import type { Letter } from './letter.ts';
import { aboutRows, type Body, calendarLinks, centerRow, pageLink, rows, spanAt } from './parts.ts';
import {
  alternativesSection,
  mayMoveSection,
  programmeSection,
  reasonsSection,
  roundSection,
  setupSection,
} from './sections.ts';

/** What the reader was told last, where this changes it. */
function beforeOf(message: MessageName, { confirmed, confirmedBefore }: KnownActivity) {
  if (message === 'changed') return confirmedBefore;
  return message === 'moved' ? confirmed?.moved?.before : undefined;
}

/** Why this place and time, where that is an answer to something. */
function reasonsFor(message: MessageName, { reasons, moved }: Confirmed): readonly Reason[] {
  if (message === 'moved') return moved ? [moved.because, ...reasons] : reasons;
  return message === 'confirmed' || message === 'changed' ? reasons : [];
}

function placedBody(writing: Writing, confirmed: Confirmed, message: MessageName): Body {
  const { words, times, activity, center, language } = writing;
  const before = beforeOf(message, activity);
  return {
    rows: rows(
      [words.labels.time, times.span(confirmed.start, confirmed.end)],
      [words.labels.before, before ? spanAt(writing, before) : ''],
      [words.labels.rooms, roomsOf(writing, confirmed.claims)],
      [words.labels.also, othersOf(writing, confirmed.claims)],
      centerRow(writing),
      [words.labels.address, center.address[language]],
      ...aboutRows(writing, confirmed),
    ),
    sections: [
      ...setupSection(writing, confirmed),
      ...programmeSection(writing, confirmed),
      ...mayMoveSection(writing, confirmed),
      ...reasonsSection(writing, words.sections.why, reasonsFor(message, confirmed)),
    ],
    links: [pageLink(writing), ...calendarLinks(writing)],
  };
}

/** When the wish would like to be; nothing where a newer one is known. */
function askedAt({ times, activity: { wished } }: Writing, revision: number): string {
  if (wished?.revision !== revision) return '';
  return times.span(wished.preferredStart, instantOf(minuteOf(wished.preferredStart) + wished.durationMinutes));
}

function deferredBody(writing: Writing, deferred: Deferred): Body {
  const { words, activity } = writing;
  const { confirmed } = activity;
  return {
    rows: rows(
      [words.labels.wished, askedAt(writing, deferred.revision)],
      [words.labels.stands, confirmed ? spanAt(writing, confirmed) : ''],
      centerRow(writing),
      ...aboutRows(writing, deferred),
    ),
    sections: roundSection(writing, deferred.round),
    links: [pageLink(writing)],
  };
}

function declinedBody(writing: Writing, declined: Declined, message: MessageName): Body {
  const { words, activity } = writing;
  const stands = message === 'revision-declined' ? activity.confirmed : undefined;
  return {
    rows: rows(
      [words.labels.wished, askedAt(writing, declined.revision)],
      [words.labels.stands, stands ? spanAt(writing, stands) : ''],
      centerRow(writing),
      ...aboutRows(writing, declined),
    ),
    sections: [
      ...reasonsSection(writing, words.sections.whyNot, declined.reasons),
      ...alternativesSection(writing, declined.nearest),
    ],
    links: [pageLink(writing)],
  };
}

function cancelledBody(writing: Writing, cancelled: Cancelled): Body {
  const { words, times, activity } = writing;
  const { confirmed } = activity;
  return {
    rows: rows(
      [words.labels.time, confirmed ? times.span(confirmed.start, confirmed.end) : ''],
      [words.labels.rooms, confirmed ? roomsOf(writing, confirmed.claims) : ''],
      centerRow(writing),
      ...aboutRows(writing, cancelled),
    ),
    sections: [],
    links: [pageLink(writing)],
  };
}

const nothingKnown = (message: MessageName, { activity }: Writing): TypeError =>
  new TypeError(`nothing is known of ${activity.id} that a ${message} could tell`);

/** What holds now, whatever it is: for who has not seen how it came to that. */
function standing(writing: Writing): { about: Cancelled; body: Body } {
  const { confirmed, unplaced, cancelled } = writing.activity;
  if (cancelled) return { about: cancelled, body: cancelledBody(writing, cancelled) };
  if (unplaced) return { about: unplaced, body: unplacedBody(writing, unplaced) };
  if (confirmed) return { about: confirmed, body: placedBody(writing, confirmed, 'not-seen') };
  throw nothingKnown('not-seen', writing);
}

/** What the message is about, and its body. */
function told(message: MessageName, writing: Writing): { about: Cancelled; body: Body } {
  const { confirmed, unplaced, declined, cancelled, deferred } = writing.activity;
  switch (message) {
    case 'confirmed':
    case 'changed':
    case 'moved':
    case 'announced':
    case 'renamed':
    case 'reminder':
    case 'reminder-day':
    case 'reminder-hour':
      if (confirmed) return { about: confirmed, body: placedBody(writing, confirmed, message) };
      break;
    case 'displaced':
      if (confirmed?.displaced)
        return { about: confirmed, body: displacedBody(writing, confirmed, confirmed.displaced) };
      break;
    case 'unplaced':
      if (unplaced) return { about: unplaced, body: unplacedBody(writing, unplaced) };
      break;
    case 'declined':
    case 'revision-declined':
      if (declined) return { about: declined, body: declinedBody(writing, declined, message) };
      break;
    case 'deferred':
      if (deferred) return { about: deferred, body: deferredBody(writing, deferred) };
      break;
    case 'not-seen':
      return standing(writing);
    case 'cancelled':
      if (cancelled) return { about: cancelled, body: cancelledBody(writing, cancelled) };
      break;
  }
  throw nothingKnown(message, writing);
}

/** A later revision that is the first to be given a place changes nothing for whoever reads it. */
const spoken = (message: MessageName, { activity }: Writing): MessageName =>
  message === 'changed' && !activity.confirmedBefore ? 'confirmed' : message;

/** That staff asked for what is answered here, and why; nothing where it was the organizer's own wish. */
function orderedLine(message: MessageName, { words, activity: { confirmed, declined } }: Writing): readonly string[] {
  const isAnswer = message === 'confirmed' || message === 'changed';
  const isNo = message === 'declined' || message === 'revision-declined';
  const ordered = (isAnswer && confirmed?.ordered) || (isNo && declined?.ordered);
  return ordered ? [words.ordered(ordered.reason)] : [];
}

/** A message to an organization in its language, of what is known; that there is something, the verdict has made sure. */
export function compose(message: MessageName, facts: Facts): Letter {
  const writing = writingOf(facts);
  const { about, body } = told(message, writing);
  const { words, times, language, activity } = writing;
  const { subject, heading, ...said } = words.messages[spoken(message, writing)];
  const isLate = message === 'deferred' && activity.deferred?.round.late === true;
  const opening = isLate ? words.round.late.opening : said.opening;
  const start = activity.confirmed?.start ?? activity.unplaced?.before.start;
  const when = start ? times.short(start) : '';
  return {
    language,
    subject: subject(about.title, when),
    heading,
    greeting: words.greeting(facts.recipient.name),
    opening: [
      ...orderedLine(message, writing),
      opening(about.title, when),
      ...goneLine(message, writing, about.title, when),
    ],
    ...body,
    footer: words.footer,
  };
}
