import type { Bilingual, Minute } from '@huitang/contracts';
import { type Html, html } from '../html.ts';
import type { GridRow } from '../model/day-grid.ts';
import { timeText } from '../model/local-day.ts';
import type { RoomDay } from '../model/room-day.ts';
import { named, type View } from '../view.ts';
import { type DayCells, dayCell } from './day-cells.ts';
import type { Colours } from './kind-colour.ts';
import { scroller } from './layout.ts';

/** The part of the table's width that the names take, in percent. */
const NAMES = 13;

interface DayTable {
  readonly center: { readonly id: string; readonly name: Bilingual };
  readonly zone: string;
  readonly roomDay: RoomDay;
  readonly colours: Colours;
  readonly pending: ReadonlySet<string>;
  /** What is known of the rooms besides their use: floors. */
  readonly floors?: ReadonlyMap<string, string>;
}

const percent = (part: number): string => `${Math.round(part * 100_000) / 1000}%`;

/** What the day's table shows, said in a sentence. */
export function daySentence(
  { words }: View,
  { rooms, activities, roomsUsed, inUseNow, freeInTheEvening }: RoomDay,
): Html {
  const { use } = words;
  const parts = [
    activities === 0 ? use.nothing(rooms) : use.sentence({ activities, roomsUsed, rooms }),
    ...(inUseNow !== undefined && activities > 0 ? [use.inUseNow(inUseNow)] : []),
    ...(freeInTheEvening !== undefined && activities > 0 ? [use.freeInTheEvening(freeInTheEvening)] : []),
  ];
  return html`<p class="sentence">${parts.map((part, index) => (index === 0 ? html`<strong>${part}</strong>` : html` · ${part}`))}</p>`;
}

function roomHeader(view: View, table: DayTable, { room, lanes }: GridRow): Html {
  const { use } = view.words;
  const floor = table.floors?.get(room.id);
  const count = new Set(lanes.flat().flatMap((cell) => ('reservation' in cell ? cell.reservation : []))).size;
  const share = Math.round((table.roomDay.shares.get(room.id) ?? 0) * 100);
  return html`<th role="rowheader" scope="row" rowspan="${lanes.length}"><span class="room">${named(view, room.name)}</span>
<span class="meta">${floor && html`${floor} · `}${use.seats(room.capacity)}<span class="count"> · ${count > 0 ? use.times(count) : use.free}</span></span>
<span class="meter" style="--share:${share}%" title="${use.share(share)}"><span class="hidden">${use.share(share)}</span></span></th>`;
}

function row(view: View, table: DayTable, cells: DayCells, gridRow: GridRow): readonly Html[] {
  return gridRow.lanes.map(
    (lane, index) =>
      html`<tr role="row">${index === 0 && roomHeader(view, table, gridRow)}${lane.map((cell) => dayCell(cells, cell))}</tr>`,
  );
}

/** A line down the table at this minute; decoration, so not for those who listen to the page. */
function nowLine({ now, words }: View, { start, end }: { start: Minute; end: Minute }, zone: string): Html | undefined {
  if (now < start || now >= end) return undefined;
  const left = NAMES / 100 + ((100 - NAMES) / 100) * ((now - start) / (end - start));
  return html`<div class="now" style="left:${percent(left)}" aria-hidden="true"><span>${words.use.now} ${timeText(now, zone)}</span></div>`;
}

/** Rooms by hours: every column is as wide as its minutes, so that bars lie where the clock says. */
export function dayTable(view: View, table: DayTable): Html {
  const { zone, roomDay, colours, pending, center } = table;
  const { shown, widths, hours, rows } = roomDay.grid;
  const { use, dates } = view.words;
  const minutes = shown.end - shown.start;
  const cells: DayCells = { view, zone, shown, hours: new Set(hours.map(({ start }) => start)), colours, pending };
  const line = nowLine(view, shown, zone);
  const caption = use.caption(center.name[view.language], dates.day(roomDay.day.date));
  const columns = widths.map(
    (width) => html`<col style="width:${percent(((100 - NAMES) / 100) * (width / minutes))}">`,
  );
  return scroller(
    view,
    caption,
    html`<div class="${line ? 'timeline with-now' : 'timeline'}">${line}<table class="day" role="table"><caption class="hidden"><bdi>${caption}</bdi></caption>
<colgroup><col style="width:${NAMES}%">${columns}</colgroup>
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">${use.room}</th>${hours.map(({ start, columns: span }) => html`<th role="columnheader" scope="col" colspan="${span}">${timeText(start, zone)}</th>`)}</tr></thead>
<tbody role="rowgroup">${rows.map((gridRow) => row(view, table, cells, gridRow))}</tbody></table></div>`,
  );
}
