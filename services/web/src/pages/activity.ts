import type { CenterDocument, ProgrammeStep } from '@huitang/contracts';
import { minuteOf } from '@huitang/contracts';
import { reasonText } from '@huitang/wording';
import type { SpokenReason } from '../api/answers.ts';
import type { Reads } from '../api/reads.ts';
import { type Html, html, joined, type Part } from '../html.ts';
import { dateAt, timeText } from '../model/local-day.ts';
import { type ShownDetails, shownDetails } from '../model/shown-activity.ts';
import { mapLink } from '../parts/center-facts.ts';
import { coloursOf, kindStyle } from '../parts/kind-colour.ts';
import type { Page } from '../parts/layout.ts';
import { rangeTime } from '../parts/times.ts';
import { named, type View } from '../view.ts';
import { notFoundPage } from './failure.ts';

/** What staff give for taking away what had its place. */
const TAKEN_BACK = new Set(['closed-for', 'made-way-for-order']);

const isTakenBack = (declined: { readonly reasons: readonly SpokenReason[] } | undefined): boolean =>
  declined?.reasons.some(({ code }) => TAKEN_BACK.has(code)) ?? false;

/** That many ask for that day, and until when all of them are answered; undefined where it waits in no round. */
function roundNote({ words }: View, { round, status }: ShownDetails, zone: string): string | undefined {
  if (!round) return undefined;
  const { date, by, isLate } = round;
  const { dates, activity } = words;
  const note = isLate ? activity.status.roundLate : activity.status.round;
  const told = note(dates.day(date), dates.day(dateAt(by, zone)), timeText(by, zone));
  return status === 'confirmed' ? `${activity.status.changing} ${told}` : told;
}

function statusBanner(view: View, shown: ShownDetails, zone: string): Html | undefined {
  const { status, awaitsAnswer, announcesAt, displaced, details } = shown;
  const { status: text } = view.words.activity;
  const dayOf = (minute: number): string => view.words.dates.day(dateAt(minute, zone));
  const banner = (kind: string, title: string, note: string): Html =>
    html`<p class="banner ${kind}"><strong>${title}</strong> ${note}</p>`;
  switch (status) {
    case 'cancelled':
      return banner('cancelled', text.cancelled, text.cancelledNote);
    case 'declined':
      return banner('declined', text.declined, isTakenBack(details?.declined) ? text.takenBackNote : text.declinedNote);
    case 'proposed':
      return banner('proposed', text.proposed, roundNote(view, shown, zone) ?? text.proposedNote);
    case 'confirmed':
      if (awaitsAnswer) return banner('proposed', text.confirmed, roundNote(view, shown, zone) ?? text.changing);
      if (displaced) return banner('proposed', text.displaced, text.displacedNote(dayOf(displaced.by)));
      if (details?.declined) return banner('proposed', text.confirmed, text.changeRefused);
      if (announcesAt === undefined) return undefined;
      return banner('proposed', text.confirmed, text.mayMove(dayOf(announcesAt)));
  }
}

const dated = (view: View, minute: number, zone: string): string => view.words.dates.dayWithYear(dateAt(minute, zone));

function whenText(view: View, { when, status }: ShownDetails, zone: string): Html {
  const { activity, dates } = view.words;
  const label = status === 'proposed' || status === 'declined' ? activity.wished : activity.when;
  const time = status === 'cancelled' ? html`<s>${rangeTime(view, when, zone)}</s>` : rangeTime(view, when, zone);
  return html`<div><dt>${label}</dt><dd><span class="big">${dated(view, when.start, zone)}</span> <span class="big">${time}</span> <span class="soft">${dates.inZone(zone)}</span></dd></div>`;
}

function beforeText(view: View, { displaced }: ShownDetails, zone: string): Html | undefined {
  if (!displaced) return undefined;
  const { before } = displaced;
  return html`<div><dt>${view.words.activity.before}</dt><dd><s>${dated(view, before.start, zone)} ${rangeTime(view, before, zone)}</s></dd></div>`;
}

function whereText(view: View, { rooms, stops, status }: ShownDetails, center: CenterDocument): Html {
  const { activity, agenda } = view.words;
  const [first] = stops;
  let place: Part = status === 'proposed' || status === 'declined' ? activity.placeOpen : undefined;
  if (first) place = html`<bdi>${agenda.startsAt(first[view.language], stops.length)}</bdi>`;
  if (rooms.length > 0)
    place = joined(
      rooms.map((room) => named(view, room)),
      ' · ',
    );
  const centerLink = html`<a href="${view.link(`/centers/${center.id}`)}">${named(view, center.name)}</a>`;
  return html`<div><dt>${activity.where}</dt><dd>${place && html`<span class="big">${place}</span> `}<span>${centerLink}</span> <span>${named(view, center.address)}</span> ${mapLink(view, center)}</dd></div>`;
}

function leadText({ words }: View, lead: string): string {
  const known: Readonly<Record<string, string>> = words.activity.lead;
  return Object.hasOwn(known, lead) ? (known[lead] ?? lead) : lead;
}

function programme(view: View, steps: readonly ProgrammeStep[]): Html | undefined {
  if (steps.length === 0) return undefined;
  const items = steps.map(({ title, minutes, lead }) => {
    const led = lead !== undefined && html` · <bdi>${leadText(view, lead)}</bdi>`;
    return html`<li>${named(view, title)} <span class="soft">${view.words.dates.minutes(minutes)}${led}</span></li>`;
  });
  return html`<section aria-labelledby="programme"><h2 id="programme">${view.words.activity.programme}</h2><ol class="stops">${items}</ol></section>`;
}

const sentence = ({ language }: View, { text, ...reason }: SpokenReason): string =>
  text?.[language] ?? reasonText(reason, language, (resourceId) => resourceId);

function refusal(view: View, { details, status }: ShownDetails, zone: string): Html | undefined {
  const declined = details?.declined;
  if (status !== 'declined' || !declined) return undefined;
  const { activity } = view.words;
  const reasons = [...new Set(declined.reasons.map((reason) => sentence(view, reason)))];
  const nearest = declined.nearest.map(({ start, end }) => {
    const interval = { start: minuteOf(start), end: minuteOf(end) };
    return html`<li>${dated(view, interval.start, zone)} ${rangeTime(view, interval, zone)}</li>`;
  });
  return html`<section aria-labelledby="reasons"><h2 id="reasons">${activity.reasons}</h2><ul>${reasons.map((reason) => html`<li>${reason}</li>`)}</ul>
${nearest.length > 0 && html`<h3>${activity.nearest}</h3><ul>${nearest}</ul>`}</section>`;
}

function calendarLinks({ words, publicUrl, language }: View, id: string): Html {
  const { activity } = words;
  const suffix = language === 'en' ? '?lang=en' : '';
  const webcal = publicUrl.replace(/^https?:/, 'webcal:');
  return html`<section class="calendar" aria-labelledby="calendar"><h2 id="calendar">${activity.addToCalendar}</h2><p><a class="button primary" href="/api/activities/${id}.ics${suffix}">${activity.download}</a> <a class="button" href="${webcal}/feeds/activities/${id}.ics${suffix}">${activity.follow}</a></p></section>`;
}

function facts(view: View, shown: ShownDetails, center: CenterDocument): Html {
  const { activity, use } = view.words;
  const { about, details } = shown;
  const kind = about && html`<div><dt>${activity.kind}</dt><dd>${named(view, about.kind.name)}</dd></div>`;
  const size = details && html`<div><dt>${activity.size}</dt><dd>${use.people(details.headcount)}</dd></div>`;
  return html`<dl class="facts">${whenText(view, shown, center.timeZone)}${beforeText(view, shown, center.timeZone)}${whereText(view, shown, center)}${kind}${size}</dl>`;
}

function titleOf({ words, language }: View, { about }: ShownDetails): string {
  return about ? about.title[language] : words.activity.occupied;
}

function noteOf({ words }: View, { about }: ShownDetails): Html | undefined {
  if (!about) return html`<p>${words.activity.occupiedNote}</p>`;
  return about.membersOnly ? html`<p>${words.activity.membersNote}</p>` : undefined;
}

/** One activity, as far as its audience lets the public see it. */
export const activityPage =
  (reads: Reads) =>
  async (view: View, { id }: { readonly id: string }): Promise<Page> => {
    const activity = await reads.activity(id);
    const shown = activity && shownDetails(activity);
    if (!activity || !shown) return notFoundPage(view);
    const [center, kinds] = await Promise.all([reads.center(activity.center), reads.kinds()]);
    if (!center) return notFoundPage(view);
    const zone = center.timeZone;
    const { about, details, hadPlace } = shown;
    const title = titleOf(view, shown);
    const isListed = about && hadPlace;
    const day = view.link(`/centers/${center.id}`, { date: dateAt(shown.when.start, zone) });
    const body = html`<article class="activity" style="${kindStyle(coloursOf(kinds), about?.kind.id)}"><header><h1><bdi>${title}</bdi></h1>${statusBanner(view, shown, zone)}${noteOf(view, shown)}</header>
<div class="sheet">${facts(view, shown, center)}${isListed && calendarLinks(view, id)}<p><a href="${day}#use">${view.words.activity.backToCenter}</a></p></div>
${details && programme(view, details.programme)}${refusal(view, shown, zone)}</article>`;
    return { status: 200, title, body };
  };
