import type { CenterDocument, CenterHours, DayHours, Facility, Interval, WeeklyHours } from '@huitang/contracts';
import { type Html, html, joined, type Part } from '../html.ts';
import { dateAt, timeText, weekdayOf } from '../model/local-day.ts';
import { dated, dayMinutesText, type OpenState, openState, type WeekLine, weekLines } from '../model/opening.ts';
import { named, type View } from '../view.ts';
import { rangeText } from './times.ts';

const DAY_MINUTES = 1440;

function nextText({ words, now }: View, { next }: OpenState, zone: string): Part {
  if (next === undefined) return undefined;
  const date = dateAt(next, zone);
  const time = timeText(next, zone);
  if (date === dateAt(now, zone)) return words.center.opensAt(time);
  return words.center.opensOn(words.dates.weekday(date), time);
}

/** Open or closed, and until when: what somebody in the street wants to know. */
function openBadge(view: View, state: OpenState, zone: string): Html {
  const { center } = view.words;
  const { until } = state;
  if (until === undefined) {
    return html`<span class="badge shut">${center.shutNow}</span> <span class="soft">${nextText(view, state, zone)}</span>`;
  }
  // Who never closes has no time to tell.
  const closes = until - view.now < DAY_MINUTES && center.untilTime(timeText(until, zone));
  return html`<span class="badge open">${center.openNow}</span> <span class="soft">${closes}</span>`;
}

function spansText(view: View, spans: readonly Interval[], zone: string): Part {
  if (spans.length === 0) return view.words.center.closedToday;
  return joined(
    spans.map((span) => html`<span class="span">${rangeText(view, span, zone)}</span>`),
    ' ',
  );
}

const lineHours = ({ words }: View, { spans }: Pick<WeekLine, 'spans'>): Part =>
  spans.length === 0
    ? words.center.closed
    : joined(
        spans.map(({ from, to }) => html`<span class="span">${dayMinutesText(from)}–${dayMinutesText(to)}</span>`),
        ' ',
      );

/** Monday to Sunday, days with the same hours on one line, today's marked. */
export function weekHours(view: View, hours: WeeklyHours, zone: string): Html {
  const { weekdays, fromTo } = view.words.dates;
  const today = weekdayOf(dateAt(view.now, zone));
  const lines = weekLines(hours).map((line) => {
    const [first = '', last = ''] = [weekdays[line.first], weekdays[line.last]];
    const isToday = line.first <= today && today <= line.last;
    return html`<div class="${isToday ? 'line today' : 'line'}"><dt>${line.first === line.last ? first : fromTo(first, last)}</dt><dd>${lineHours(view, line)}</dd></div>`;
  });
  return html`<dl class="hours">${lines}</dl>`;
}

const todaysHours = (view: View, state: OpenState, zone: string): Html =>
  html`<p class="hours"><span class="soft">${view.words.center.todaysHours}</span> ${spansText(view, state.today, zone)}</p>`;

function unusualLine(view: View, day: DayHours): Html {
  const { center, dates } = view.words;
  const why = day.name ? named(view, day.name) : center.specialDay;
  const adjusted = day.because === 'adjusted-workday' && html` <span class="soft">${center.adjustedWorkday}</span>`;
  return html`<div class="line"><dt>${dates.short(day.date)} <span class="soft">${why}</span></dt><dd>${lineHours(view, day)}${adjusted}</dd></div>`;
}

/** The dates that are not like their weekdays, holidays and special days; nothing where there are none. */
export function unusualHours(view: View, hours: CenterHours | undefined): Part {
  const today = hours && dateAt(view.now, hours.timeZone);
  const days = hours?.items.filter(({ because, date }) => because !== 'weekday' && date >= (today ?? '')) ?? [];
  if (days.length === 0) return undefined;
  return html`<h3>${view.words.center.unusualDays}</h3><dl class="hours">${days.map((day) => unusualLine(view, day))}</dl>`;
}

/** What today is called when it is no ordinary day. */
function todaysName(view: View, hours: CenterHours | undefined): Part {
  const today = hours?.items.find(({ date }) => date === dateAt(view.now, hours.timeZone));
  if (!today?.name) return undefined;
  const name = today.because === 'adjusted-workday' ? view.words.center.adjustedWorkday : named(view, today.name);
  return html`<span class="tag">${name}</span> `;
}

function card(view: View, facility: Facility, zone: string, hours: CenterHours | undefined, isWhole: boolean): Html {
  const state = openState(dated(hours, facility.hours, facility.id), view.now, zone);
  const note = facility.note && html`<p class="soft">${named(view, facility.note)}</p>`;
  return html`<li class="facility"><strong class="name">${named(view, facility.name)}</strong><p class="state">${openBadge(view, state, zone)}</p>
${isWhole ? weekHours(view, facility.hours, zone) : todaysHours(view, state, zone)}${note}</li>`;
}

/** The facilities as cards: today's hours, or the whole week's. */
export function facilityCards(
  view: View,
  { facilities, timeZone }: CenterDocument,
  hours: CenterHours | undefined,
  isWhole: boolean,
): Html {
  if (facilities.length === 0) return html`<p class="soft">${view.words.center.noFacilities}</p>`;
  return html`<ul class="cards">${facilities.map((facility) => card(view, facility, timeZone, hours, isWhole))}</ul>`;
}

export const centerState = (
  view: View,
  { openingHours, timeZone }: CenterDocument,
  hours: CenterHours | undefined,
): Html => {
  const state = openState(dated(hours, openingHours), view.now, timeZone);
  return html`<p class="state">${todaysName(view, hours)}${openBadge(view, state, timeZone)} <span class="hours">${view.words.center.todaysHours} ${spansText(view, state.today, timeZone)}</span></p>`;
};
