import { type Interval, type Minute, minuteOf, type Reservation } from '@huitang/contracts';
import { type Html, html, isolated } from '../html.ts';
import type { Cell, TakenCell } from '../model/day-grid.ts';
import type { View } from '../view.ts';
import { type Colours, kindStyle } from './kind-colour.ts';
import { rangeText } from './times.ts';

/** Below this part of the table's width a bar has no room for its times. */
const NARROW = 0.07;

/** What the cells of one table have in common. */
export interface DayCells {
  readonly view: View;
  readonly zone: string;
  readonly shown: Interval;
  readonly hours: ReadonlySet<Minute>;
  readonly colours: Colours;
  /** Activities whose organizers wait for an answer to a change. */
  readonly pending: ReadonlySet<string>;
}

const activityInterval = ({ activityStart, activityEnd }: Reservation): Interval => ({
  start: minuteOf(activityStart),
  end: minuteOf(activityEnd),
});

/** Everything about a reservation in a line, for those who point at it. */
function tooltip({ view, zone }: DayCells, reservation: Reservation): string {
  const { use } = view.words;
  const interval = activityInterval(reservation);
  const setup = interval.start - minuteOf(reservation.start);
  const teardown = minuteOf(reservation.end) - interval.end;
  return [
    `${isolated(reservation.title[view.language])} ${rangeText(view, interval, zone)}`,
    reservation.headcount === undefined ? '' : use.people(reservation.headcount),
    setup > 0 ? `${use.setup} ${view.words.dates.minutes(setup)}` : '',
    teardown > 0 ? `${use.teardown} ${view.words.dates.minutes(teardown)}` : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function barContent(cells: DayCells, cell: TakenCell, isPending: boolean): Html {
  const { view, zone } = cells;
  const { use, agenda } = view.words;
  const { reservation } = cell;
  const tag = isPending ? use.pending : reservation.tentative ? use.tentative : undefined;
  const interval = activityInterval(reservation);
  const isOn = interval.start <= view.now && view.now < interval.end;
  const marks = [
    isOn && html`<span class="hidden">${agenda.on} </span>`,
    cell.beganBefore &&
      html`<span class="edge" title="${use.beganBefore}">◂<span class="hidden">${use.beganBefore}</span></span>`,
  ];
  const after =
    cell.goesOn && html`<span class="edge" title="${use.goesOn}">▸<span class="hidden">${use.goesOn}</span></span>`;
  return html`<span class="title"><bdi>${reservation.title[view.language]}</bdi></span> ${tag !== undefined && html`<span class="tag">${tag}</span> `}<span class="time">${marks}${rangeText(view, interval, zone)}${after}</span>`;
}

/** What the stylesheet tells apart in whatever is taken. */
const stateOf = (
  { view }: DayCells,
  { reservation, start, end, afterHours }: TakenCell,
): readonly (string | false)[] => [
  !reservation.kind && 'occupied',
  reservation.tentative === true && 'tentative',
  end <= view.now && 'past',
  start <= view.now && view.now < end && 'on',
  afterHours && 'after-hours',
];

const classText = (classes: readonly (string | false)[]): string => classes.filter((one) => one !== false).join(' ');

function activityCell(cells: DayCells, cell: TakenCell): Html {
  const { view, shown, colours, pending } = cells;
  const { reservation, start, end, columns } = cell;
  const { activityId } = reservation;
  const isPending = activityId !== undefined && pending.has(activityId);
  const isNarrow = (end - start) / (shown.end - shown.start) < NARROW;
  const classes = ['taken activity', ...stateOf(cells, cell), isPending && 'pending', isNarrow && 'narrow'];
  const content = barContent(cells, cell, isPending);
  const title = tooltip(cells, reservation);
  // What may only be called occupied has no page to look at.
  const bar = activityId
    ? html`<a class="bar" href="${view.link(`/activities/${activityId}`)}" title="${title}">${content}</a>`
    : html`<span class="bar" title="${title}">${content}</span>`;
  return html`<td role="cell" class="${classText(classes)}" colspan="${columns}" style="${kindStyle(colours, reservation.kind?.id)}">${bar}</td>`;
}

function bufferCell(cells: DayCells, cell: TakenCell, type: 'setup' | 'teardown'): Html {
  const word = cells.view.words.use[type];
  const classes = classText(['taken', type, ...stateOf(cells, cell)]);
  return html`<td role="cell" class="${classes}" colspan="${cell.columns}" style="${kindStyle(cells.colours, cell.reservation.kind?.id)}"><span class="bar" title="${word}"><span class="hidden">${word}</span></span></td>`;
}

/** One cell of the day's table. */
export function dayCell(cells: DayCells, cell: Cell): Html {
  switch (cell.type) {
    case 'free': {
      const classes = cells.hours.has(cell.start) ? 'free hour' : 'free';
      return html`<td role="cell" class="${classes}" colspan="${cell.columns}"></td>`;
    }
    case 'closed':
      return html`<td role="cell" class="closed" colspan="${cell.columns}" title="${cells.view.words.use.closed}"><span class="hidden">${cells.view.words.use.closed}</span></td>`;
    case 'setup':
    case 'teardown':
      return bufferCell(cells, cell, cell.type);
    case 'activity':
      return activityCell(cells, cell);
  }
}
