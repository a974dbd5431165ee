import type { LocalDate } from '@huitang/contracts';
import { type Html, html, joined, type Part } from '../html.ts';
import { dateAt, isInside, plusDays } from '../model/local-day.ts';
import type { ShownActivity } from '../model/shown-activity.ts';
import { named, type View } from '../view.ts';
import { type Colours, kindStyle } from './kind-colour.ts';
import { rangeTime } from './times.ts';

interface Agenda {
  readonly zone: string;
  readonly colours: Colours;
  readonly activities: readonly ShownActivity[];
}

function placeOf(view: View, { rooms, stops }: ShownActivity): Part {
  const [first] = stops;
  if (rooms.length > 0)
    return joined(
      rooms.map((room) => named(view, room)),
      ' · ',
    );
  return first
    ? html`<bdi>${view.words.agenda.startsAt(first[view.language], stops.length)}</bdi>`
    : view.words.agenda.placeOpen;
}

function tagsOf({ words, now }: View, activity: ShownActivity): readonly Part[] {
  const { agenda, use } = words;
  return [
    isInside(now, activity) && html`<span class="tag on">${agenda.on}</span> `,
    activity.end <= now && html`<span class="tag over">${agenda.over}</span> `,
    activity.awaitsAnswer && html`<span class="tag">${use.changePending}</span> `,
    activity.membersOnly && html`<span class="tag quiet">${agenda.membersOnly}</span> `,
  ];
}

function item(view: View, { zone, colours }: Agenda, activity: ShownActivity): Html {
  const classes = activity.end <= view.now ? 'entry past' : 'entry';
  const kind = !activity.membersOnly && html` · ${named(view, activity.kind.name)}`;
  return html`<li class="${classes}" style="${kindStyle(colours, activity.kind.id)}"><span class="time">${rangeTime(view, activity, zone)}</span>
<span class="what"><a href="${view.link(`/activities/${activity.id}`)}">${named(view, activity.title)}</a> ${tagsOf(view, activity)}<span class="where soft">${placeOf(view, activity)}${kind}</span></span></li>`;
}

function dayHeading({ words, now }: View, date: LocalDate, zone: string): string {
  const today = dateAt(now, zone);
  const { agenda, dates } = words;
  if (date === today) return `${agenda.today} · ${dates.day(date)}`;
  if (date === plusDays(today, 1)) return `${agenda.tomorrow} · ${dates.day(date)}`;
  return dates.day(date);
}

/** Activities by the day they start on. */
export function agendaDays(view: View, agenda: Agenda): Html {
  const dates = [...new Set(agenda.activities.map(({ start }) => dateAt(start, agenda.zone)))];
  const days = dates.map((date) => {
    const own = agenda.activities.filter(({ start }) => dateAt(start, agenda.zone) === date);
    return html`<h3>${dayHeading(view, date, agenda.zone)}</h3><ul class="agenda">${own.map((one) => item(view, agenda, one))}</ul>`;
  });
  return html`${days}`;
}
