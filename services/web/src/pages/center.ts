import type { CenterDocument, LocalDate, Room } from '@huitang/contracts';
import type { Kind, Package, WalkingRoute } from '../api/answers.ts';
import type { Reads } from '../api/reads.ts';
import { type Html, html } from '../html.ts';
import { roomsOf } from '../model/room-day.ts';
import { agendaDays } from '../parts/agenda.ts';
import { packageCards, routeCards } from '../parts/catalogue.ts';
import { centerFacts, sampleTag } from '../parts/center-facts.ts';
import { dateNavigation } from '../parts/date-navigation.ts';
import { daySentence, dayTable } from '../parts/day-table.ts';
import { type Colours, coloursOf } from '../parts/kind-colour.ts';
import { type Page, section } from '../parts/layout.ts';
import { legend } from '../parts/legend.ts';
import { centerState, facilityCards, weekHours } from '../parts/opening.ts';
import { roomsTable } from '../parts/rooms-table.ts';
import { feedNames, feedTable, howToSubscribe } from '../parts/subscribe.ts';
import { weekTable } from '../parts/week-table.ts';
import { named, type View } from '../view.ts';
import { notFoundPage } from './failure.ts';
import { type CenterWeek, firstDay, pendingOf, readCenterWeek, shownOf, weekEnds, weekTableOf } from './overview.ts';

interface Known {
  readonly week: CenterWeek;
  readonly rooms: readonly Room[];
  readonly kinds: readonly Kind[];
  readonly packages: readonly Package[];
  readonly routes: readonly WalkingRoute[];
  readonly colours: Colours;
}

function top(view: View, center: CenterDocument): Html {
  const { words } = view;
  const sections = [
    ['use', words.use.today],
    ['week', words.use.week],
    ['agenda', words.agenda.title],
    ['hours', words.center.hours],
    ['rooms', words.rooms.title],
    ['routes', words.catalogue.routes],
    ['packages', words.catalogue.packages],
    ['subscribe', words.subscribe.title],
  ] as const;
  const note = center.sample && html`<p class="soft">${words.site.sampleNote}</p>`;
  return html`<div class="heading"><div><h1>${named(view, center.name)}${sampleTag(view, center.sample)}</h1>${centerState(view, center)}</div></div>
${centerFacts(view, center)}${note}
<nav class="sections" aria-label="${words.center.sections}">${sections.map(([id, text]) => html`<a href="#${id}">${text}</a>`)}</nav>`;
}

function daySection(view: View, { week, rooms, kinds, colours }: Known): Html {
  const { use, dates } = view.words;
  const { center } = week;
  const roomDay = firstDay(week, view);
  const date = week.days[0]?.date ?? '';
  const navigation = dateNavigation(view, center, date);
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

function weekSection(view: View, { week, colours }: Known): Html {
  const { use } = view.words;
  const heading = html`${use.week} <span class="soft">${use.weekFrom(...weekEnds(view, week))}</span>`;
  const table = week.use
    ? weekTable(view, weekTableOf(view, week, week.use, colours))
    : html`<p class="soft">${use.unknown}</p>`;
  return section('week', heading, table);
}

function agendaSection(view: View, { week, colours }: Known): Html {
  const { agenda } = view.words;
  const activities = shownOf(week);
  const list =
    activities.length > 0
      ? html`<div class="flow">${agendaDays(view, { zone: week.center.timeZone, colours, activities })}</div>`
      : html`<p class="soft">${agenda.nothing}</p>`;
  return section('agenda', agenda.title, list);
}

function hoursSection(view: View, { week: { center } }: Known): Html {
  const { center: words, dates } = view.words;
  return section(
    'hours',
    html`${words.hours} <span class="soft">${dates.inZone(center.timeZone)}</span>`,
    html`<div class="opening">${weekHours(view, center.openingHours, center.timeZone)}</div><h3>${words.facilities}</h3>${facilityCards(view, center, true)}`,
  );
}

function subscribeSection(view: View, { week, kinds, packages, routes }: Known): Html {
  const { subscribe } = view.words;
  const names = feedNames({
    room: week.use ? roomsOf(week.use) : [],
    kind: kinds,
    package: packages,
    route: routes,
  });
  const table = feedTable(view, names, week.feeds, week.center.name[view.language]);
  return section('subscribe', subscribe.title, html`<p>${subscribe.intro}</p>${howToSubscribe(view)}${table}`);
}

function body(view: View, known: Known): Html {
  const { catalogue, rooms } = view.words;
  const { center } = known.week;
  return html`${top(view, center)}${daySection(view, known)}${weekSection(view, known)}${agendaSection(view, known)}
${hoursSection(view, known)}${section('rooms', rooms.title, roomsTable(view, known.rooms, center.name[view.language]))}
${section('routes', catalogue.routes, routeCards(view, known.routes))}${section('packages', catalogue.packages, packageCards(view, known.packages))}
${subscribeSection(view, known)}`;
}

/** Everything about one center: a day and the week from it, hours, rooms, walks, calendars. */
export const centerPage =
  (reads: Reads) =>
  async (view: View, { id, date }: { readonly id: string; readonly date?: LocalDate | undefined }): Promise<Page> => {
    const center = await reads.center(id);
    if (!center) return notFoundPage(view);
    const [week, rooms, kinds, packages, routes] = await Promise.all([
      readCenterWeek(reads, view, center, date),
      reads.rooms(id),
      reads.kinds(),
      reads.packages(),
      reads.routes(id),
    ]);
    const known: Known = { week, rooms, kinds, packages, routes, colours: coloursOf(kinds) };
    return { status: 200, title: center.name[view.language], body: body(view, known) };
  };
