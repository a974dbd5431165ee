import { type Interval, type LocalDate, minuteOf, type Reservation } from '@huitang/contracts';
import { type Html, html } from '../html.ts';
import { dateAt, type LocalDay } from '../model/local-day.ts';
import type { WeekRow } from '../model/room-week.ts';
import { named, type View } from '../view.ts';
import { type Colours, kindStyle } from './kind-colour.ts';
import { scroller } from './layout.ts';
import { rangeText } from './times.ts';

export interface WeekTable {
  readonly caption: string;
  readonly zone: string;
  readonly days: readonly LocalDay[];
  readonly rows: readonly WeekRow[];
  readonly colours: Colours;
  readonly pending: ReadonlySet<string>;
  /** Where a whole day is shown. */
  readonly dayAt: (date: LocalDate) => string;
}

const IN_A_CELL_MAX = 6;

function entry(view: View, table: WeekTable, reservation: Reservation, day: LocalDay): Html {
  const { use } = view.words;
  const interval: Interval = { start: minuteOf(reservation.activityStart), end: minuteOf(reservation.activityEnd) };
  const { activityId } = reservation;
  const isPending = activityId !== undefined && table.pending.has(activityId);
  const classes = [
    'entry',
    reservation.kind ? '' : 'occupied',
    isPending ? 'pending' : '',
    reservation.tentative ? 'tentative' : '',
    interval.end <= view.now ? 'past' : '',
  ];
  const time = html`<span class="time">${interval.start < day.start && html`<span class="edge" title="${use.beganBefore}">◂<span class="hidden">${use.beganBefore}</span></span>`}${rangeText(view, interval, table.zone)}</span>`;
  const state = isPending ? use.changePending : reservation.tentative ? use.tentative : undefined;
  const tag = state !== undefined && html` <span class="tag">${state}</span>`;
  const title = html`<bdi>${reservation.title[view.language]}</bdi>`;
  const linked = activityId ? html`<a href="${view.link(`/activities/${activityId}`)}">${title}</a>` : title;
  return html`<li class="${classes.filter(Boolean).join(' ')}" style="${kindStyle(table.colours, reservation.kind?.id)}">${time}${tag} ${linked}</li>`;
}

function dayCell(view: View, table: WeekTable, { day, reservations }: WeekRow['days'][number]): Html {
  const { dates } = view.words;
  const today = dateAt(view.now, table.zone);
  const classes = [
    reservations.length === 0 ? 'empty' : '',
    day.date === today ? 'today' : '',
    day.date < today ? 'past' : '',
  ];
  const label = `${dates.weekday(day.date)} ${dates.short(day.date)}`;
  const more = reservations.length - IN_A_CELL_MAX;
  const rest =
    more > 0 && html`<li class="rest"><a href="${table.dayAt(day.date)}">${view.words.use.moreThatDay(more)}</a></li>`;
  const list =
    reservations.length > 0 &&
    html`<ul>${reservations.slice(0, IN_A_CELL_MAX).map((one) => entry(view, table, one, day))}${rest}</ul>`;
  return html`<td role="cell" class="${classes.filter(Boolean).join(' ')}" data-day="${label}">${list}</td>`;
}

/** Rooms by days: what is on, with its times. */
export function weekTable(view: View, table: WeekTable): Html {
  const { use, dates } = view.words;
  const today = dateAt(view.now, table.zone);
  const heads = table.days.map(
    ({ date }) =>
      html`<th role="columnheader" scope="col" class="${date === today ? 'today' : ''}">${dates.weekday(date)} <span class="soft">${dates.short(date)}</span></th>`,
  );
  const rows = table.rows.map(
    ({ room, days }) =>
      html`<tr role="row"><th role="rowheader" scope="row"><span class="room">${named(view, room.name)}</span> <span class="meta">${use.seats(room.capacity)}</span></th>${days.map((day) => dayCell(view, table, day))}</tr>`,
  );
  return scroller(
    view,
    table.caption,
    html`<table class="week" role="table"><caption class="hidden"><bdi>${table.caption}</bdi></caption>
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">${use.room}</th>${heads}</tr></thead><tbody role="rowgroup">${rows}</tbody></table>`,
  );
}
