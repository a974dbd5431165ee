import type { CenterDocument, CenterHours } from '@huitang/contracts';
import type { Kind } from '../api/answers.ts';
import type { Reads } from '../api/reads.ts';
import { type Html, html } from '../html.ts';
import { dateAt } from '../model/local-day.ts';
import { agendaDays } from '../parts/agenda.ts';
import { centerFacts, sampleTag } from '../parts/center-facts.ts';
import { daySentence, dayTable } from '../parts/day-table.ts';
import { type Colours, coloursOf } from '../parts/kind-colour.ts';
import type { Page } from '../parts/layout.ts';
import { legend } from '../parts/legend.ts';
import { centerState, facilityCards } from '../parts/opening.ts';
import { feedTable, howToSubscribe } from '../parts/subscribe.ts';
import { weekTable } from '../parts/week-table.ts';
import { languageField, named, type View } from '../view.ts';
import {
  announcedOf,
  type CenterWeek,
  feedsOf,
  firstDay,
  namesOf,
  pendingOf,
  readCenterWeek,
  readHours,
  weekEnds,
  weekTableOf,
} from './overview.ts';

/** Centers beyond these are listed without their rooms, so that the page stays a handful of requests. */
const IN_FULL_MAX = 4;
const TODAY_MAX = 8;
const UPCOMING_MAX = 6;
const ROOMS_MAX = 12;
const CARDS_MAX = 40;
/** For the date on top, when there is no center to take it from. */
const USUAL_ZONE = 'Asia/Shanghai';

const search = (view: View, text: string | undefined): Html =>
  html`<form class="search" role="search" action="/" method="get"><label for="q">${view.words.home.searchLabel}</label>
<span class="fields"><input id="q" type="search" name="q" value="${text}" maxlength="100">${languageField(view)}<button>${view.words.home.searchButton}</button></span></form>`;

const centerLink = (view: View, { id, name }: CenterDocument): Html =>
  html`<a href="${view.link(`/centers/${id}`)}">${named(view, name)}</a>`;

function rooms(view: View, week: CenterWeek, kinds: readonly Kind[], colours: Colours): Html {
  const { use } = view.words;
  const roomDay = firstDay(week, view);
  if (!roomDay || !week.use) return html`<p class="soft">${use.unknown}</p>`;
  const { center } = week;
  const table = { center, zone: center.timeZone, roomDay, colours, pending: pendingOf(week) };
  const others = week.rooms.total - week.rooms.last;
  const rest =
    others > 0 && html`<p><a href="${view.link(`/centers/${center.id}`)}#use">${use.otherRooms(others)}</a></p>`;
  return html`${daySentence(view, roomDay)}${legend(view, kinds)}${dayTable(view, table)}${rest}
<details><summary>${use.week} <span class="soft">${use.weekFrom(...weekEnds(view, week))}</span></summary>${weekTable(view, weekTableOf(view, week, week.use, colours))}</details>`;
}

function agenda(view: View, week: CenterWeek, colours: Colours): Html {
  const { agenda: words } = view.words;
  const { center, days } = week;
  const zone = center.timeZone;
  const shown = announcedOf(week);
  const tomorrow = days[1]?.start ?? 0;
  const today = shown.filter(({ start }) => start < tomorrow).slice(0, TODAY_MAX);
  const later = shown.filter(({ start }) => start >= tomorrow).slice(0, UPCOMING_MAX);
  const more = shown.length - today.length - later.length;
  const upcoming = { zone, colours, activities: later };
  return html`<div class="columns"><div>${today.length > 0 ? agendaDays(view, { zone, colours, activities: today }) : html`<h3>${words.today}</h3><p class="soft">${words.nothingToday}</p>`}</div>
<div>${agendaDays(view, upcoming)}${more > 0 && html`<p><a href="${view.link(`/centers/${center.id}`)}#agenda">${words.more(more, week.listed.isCut)}</a></p>`}</div></div>`;
}

function subscribe(view: View, week: CenterWeek, kinds: readonly Kind[]): Html {
  const { subscribe: words } = view.words;
  const { center, feeds, rooms: shown } = week;
  const table = feedTable(view, namesOf(week, kinds), feedsOf(week), center.name[view.language]);
  const rest =
    shown.total > shown.last &&
    html`<p><a href="${view.link(`/centers/${center.id}`)}#subscribe">${words.otherRooms}</a></p>`;
  return html`<details><summary>${words.title} <span class="soft">${words.all(feeds.length)}</span></summary><p>${words.intro}</p>${table}${rest}${howToSubscribe(view)}</details>`;
}

function whole(view: View, week: CenterWeek, kinds: readonly Kind[], colours: Colours): Html {
  const { center, hours } = week;
  const { words } = view;
  return html`<section class="center" aria-labelledby="${center.id}"><header><h2 id="${center.id}">${centerLink(view, center)}${sampleTag(view, center.sample)}</h2>${centerState(view, center, hours)}</header>
${centerFacts(view, center)}
<h3>${words.center.facilities}</h3>${facilityCards(view, center, hours, false)}
<h3>${words.use.today} <span class="soft">${words.dates.day(dateAt(view.now, center.timeZone))}</span></h3>${rooms(view, week, kinds, colours)}
${agenda(view, week, colours)}${subscribe(view, week, kinds)}
<p class="enter"><a class="button" href="${view.link(`/centers/${center.id}`)}">${words.home.open}<span class="hidden"> <bdi>${center.name[view.language]}</bdi></span></a></p></section>`;
}

interface Listed {
  readonly center: CenterDocument;
  readonly hours: CenterHours | undefined;
}

const readListed = (reads: Reads, view: View, centers: readonly CenterDocument[]): Promise<readonly Listed[]> =>
  Promise.all(centers.map(async (center) => ({ center, hours: await readHours(reads, view, center) })));

function short(view: View, listed: readonly Listed[], total: number): Html | undefined {
  if (total === 0) return undefined;
  const others = total - listed.length;
  const cards = listed.map(
    ({ center, hours }) =>
      html`<li><h3>${centerLink(view, center)}${sampleTag(view, center.sample)}</h3>${centerState(view, center, hours)}${centerFacts(view, center)}</li>`,
  );
  return html`<section aria-labelledby="more"><h2 id="more">${view.words.home.more}</h2><ul class="cards">${cards}</ul>${others > 0 && html`<p><a href="#q">${view.words.home.others(others)}</a></p>`}</section>`;
}

function heading(view: View, centers: readonly CenterDocument[], text: string | undefined): Html {
  const { home, dates } = view.words;
  const date = dateAt(view.now, centers[0]?.timeZone ?? USUAL_ZONE);
  const facts = [dates.dayWithYear(date), dates.lunar(date), home.centers(centers.length)].filter(
    (fact) => fact !== '',
  );
  const found =
    text !== undefined &&
    html`<p>${home.found(centers.length, text)} · <a href="${view.link('/')}">${home.showAll}</a></p>`;
  return html`<div class="heading"><div><h1>${home.title}</h1><p class="soft">${facts.join(' · ')}</p>${found}</div>${search(view, text)}</div>`;
}

/** The first page: every center with what is open, taken and on today. */
export const homePage =
  (reads: Reads) =>
  async (view: View, { q }: { readonly q?: string | undefined }): Promise<Page> => {
    const [centers, kinds] = await Promise.all([reads.centers(q), reads.kinds()]);
    const [full, rest] = [centers.slice(0, IN_FULL_MAX), centers.slice(IN_FULL_MAX)];
    const weeks = await Promise.all(
      full.map((center) => readCenterWeek(reads, view, center, { fromNow: true, roomsMax: ROOMS_MAX })),
    );
    const listed = await readListed(reads, view, rest.slice(0, CARDS_MAX));
    const colours = coloursOf(kinds);
    const empty =
      centers.length === 0 && html`<p>${q === undefined ? view.words.home.none : view.words.home.noneFound}</p>`;
    return {
      status: 200,
      title: view.words.home.title,
      body: html`${heading(view, centers, q)}${empty}${weeks.map((week) => whole(view, week, kinds, colours))}${short(view, listed, rest.length)}`,
    };
  };
