import type { Room } from '@huitang/contracts';
import type { Kind, Package, WalkingRoute } from '../api/answers.ts';
import { type Html, html } from '../html.ts';
import { dateNavigation } from '../parts/date-navigation.ts';
import { daySentence, dayTable } from '../parts/day-table.ts';
import type { Colours } from '../parts/kind-colour.ts';
import { section } from '../parts/layout.ts';
import { legend } from '../parts/legend.ts';
import { roomPages } from '../parts/room-pages.ts';
import { weekTable } from '../parts/week-table.ts';
import type { View } from '../view.ts';
import { type CenterWeek, firstDay, pendingOf, weekEnds, weekTableOf } from './overview.ts';

/** What a center's page is made of. */
export interface Known {
  readonly week: CenterWeek;
  /** Those of the page of rooms that was asked for. */
  readonly rooms: readonly Room[];
  readonly kinds: readonly Kind[];
  readonly packages: readonly Package[];
  readonly routes: readonly WalkingRoute[];
  readonly colours: Colours;
}

/** The page of rooms as links hand it on; the first needs no word. */
const roomsText = ({ rooms: { number } }: CenterWeek): string | undefined => (number > 1 ? String(number) : undefined);

/** The way to the center's other rooms, staying in a section and on its date. */
export function otherRooms(view: View, { center, days, rooms }: CenterWeek, part: string): Html | undefined {
  const date = days[0]?.date;
  const path = `/centers/${center.id}`;
  return roomPages(view, rooms, (number) => `${view.link(path, { date, rooms: String(number) })}#${part}`);
}

export function daySection(view: View, { week, rooms, kinds, colours }: Known): Html {
  const { use, dates } = view.words;
  const { center } = week;
  const roomDay = firstDay(week, view);
  const date = week.days[0]?.date ?? '';
  const navigation = html`${dateNavigation(view, center, date, roomsText(week))}${otherRooms(view, week, 'use')}`;
  const isToday = roomDay?.inUseNow !== undefined;
  const lunar = dates.lunar(date);
  const heading = html`${isToday ? use.today : use.onDay(dates.short(date))} <span class="soft">${dates.dayWithYear(date)}${lunar && ` · ${lunar}`}</span>`;
  if (!roomDay) return section('use', heading, html`${navigation}<p class="soft">${use.unknown}</p>`);
  const floors = new Map(rooms.flatMap(({ id, floor }): [string, string][] => (floor ? [[id, floor]] : [])));
  const table = { center, zone: center.timeZone, roomDay, colours, pending: pendingOf(week), floors };
  return section(
    'use',
    heading,
    html`${navigation}${daySentence(view, roomDay)}${legend(view, kinds)}${dayTable(view, table)}`,
  );
}

export function weekSection(view: View, { week, colours }: Known): Html {
  const { use } = view.words;
  const heading = html`${use.week} <span class="soft">${use.weekFrom(...weekEnds(view, week))}</span>`;
  const table = week.use
    ? weekTable(view, weekTableOf(view, week, week.use, colours))
    : html`<p class="soft">${use.unknown}</p>`;
  return section('week', heading, html`${table}${otherRooms(view, week, 'week')}`);
}
