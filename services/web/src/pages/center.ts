import type { CenterDocument, CenterHours, LocalDate } from '@huitang/contracts';
import type { Reads } from '../api/reads.ts';
import { type Html, html } from '../html.ts';
import { agendaPart } from '../model/agenda-part.ts';
import { roomsOf } from '../model/room-day.ts';
import { agendaDays } from '../parts/agenda.ts';
import { packageCards, routeCards } from '../parts/catalogue.ts';
import { centerFacts, sampleTag } from '../parts/center-facts.ts';
import { coloursOf } from '../parts/kind-colour.ts';
import { type Page, section } from '../parts/layout.ts';
import { centerState, facilityCards, unusualHours, weekHours } from '../parts/opening.ts';
import { roomsTable } from '../parts/rooms-table.ts';
import { feedNames, feedTable, howToSubscribe } from '../parts/subscribe.ts';
import { named, type View } from '../view.ts';
import { daySection, type Known, otherRooms, weekSection } from './center-rooms.ts';
import { notFoundPage } from './failure.ts';
import { announcedOf, feedsOf, readCenterWeek } from './overview.ts';

/** Tables have so many at a time. */
const ROOMS_MAX = 24;

function top(view: View, center: CenterDocument, hours: CenterHours | undefined): Html {
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
  return html`<div class="heading"><div><h1>${named(view, center.name)}${sampleTag(view, center.sample)}</h1>${centerState(view, center, hours)}</div></div>
${centerFacts(view, center)}${note}
<nav class="sections" aria-label="${words.center.sections}">${sections.map(([id, text]) => html`<a href="#${id}">${text}</a>`)}</nav>`;
}

function agendaSection(view: View, { week, colours }: Known): Html {
  const { agenda, dates } = view.words;
  const { center, listed } = week;
  const zone = center.timeZone;
  const { activities, restFrom, isCutShort } = agendaPart(announcedOf(week), zone, listed.isCut);
  if (activities.length === 0) return section('agenda', agenda.title, html`<p class="soft">${agenda.nothing}</p>`);
  const tables = isCutShort && html`<p><a href="#use">${agenda.restInTables}</a></p>`;
  const rest =
    restFrom &&
    html`<p><a href="${view.link(`/centers/${center.id}`, { date: restFrom })}#agenda">${agenda.from(dates.short(restFrom))}</a></p>`;
  return section(
    'agenda',
    agenda.title,
    html`<div class="flow">${agendaDays(view, { zone, colours, activities })}</div>${tables}${rest}`,
  );
}

function hoursSection(view: View, { week: { center, hours } }: Known): Html {
  const { center: words, dates } = view.words;
  return section(
    'hours',
    html`${words.hours} <span class="soft">${dates.inZone(center.timeZone)}</span>`,
    html`<div class="opening">${weekHours(view, center.openingHours, center.timeZone)}</div>${unusualHours(view, hours)}<h3>${words.facilities}</h3>${facilityCards(view, center, hours, true)}`,
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
  const table = feedTable(view, names, feedsOf(week), week.center.name[view.language]);
  const rest = otherRooms(view, week, 'subscribe');
  const note = rest && html`<p class="soft">${subscribe.otherRooms}</p>${rest}`;
  return section(
    'subscribe',
    subscribe.title,
    html`<p>${subscribe.intro} <a href="${view.link(`/centers/${week.center.id}/subscribe`)}">${subscribe.page}</a></p>${howToSubscribe(view)}${table}${note}`,
  );
}

function body(view: View, known: Known): Html {
  const { catalogue, rooms } = view.words;
  const { center, hours } = known.week;
  return html`${top(view, center, hours)}${daySection(view, known)}${weekSection(view, known)}${agendaSection(view, known)}
${hoursSection(view, known)}${section('rooms', rooms.title, html`${roomsTable(view, known.rooms, center.name[view.language])}${otherRooms(view, known.week, 'rooms')}`)}
${section('routes', catalogue.routes, routeCards(view, known.routes))}${section('packages', catalogue.packages, packageCards(view, known.packages))}
${subscribeSection(view, known)}`;
}

interface Asked {
  readonly id: string;
  readonly date?: LocalDate | undefined;
  readonly rooms?: number | undefined;
}

/** Everything about one center: a day and the week from it, hours, rooms, walks, calendars. */
export const centerPage =
  (reads: Reads) =>
  async (view: View, { id, date, rooms: page }: Asked): Promise<Page> => {
    const center = await reads.center(id);
    if (!center) return notFoundPage(view);
    const [week, allRooms, kinds, packages, routes] = await Promise.all([
      readCenterWeek(reads, view, center, { from: date, roomsMax: ROOMS_MAX, roomPage: page }),
      reads.rooms(id),
      reads.kinds(),
      reads.packages(),
      reads.routes(id),
    ]);
    const rooms = week.use ? allRooms.filter((room) => week.rooms.ids.has(room.id)) : allRooms.slice(0, ROOMS_MAX);
    const known: Known = { week, rooms, kinds, packages, routes, colours: coloursOf(kinds) };
    return { status: 200, title: center.name[view.language], body: body(view, known) };
  };
