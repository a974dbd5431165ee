import type { CenterDocument, CenterHours, LocalDate, RoomUse } from '@huitang/contracts';
import type { Feed, Kind } from '../api/answers.ts';
import type { Listing, Reads } from '../api/reads.ts';
import { dateAt, daysFrom, type LocalDay, plusDays } from '../model/local-day.ts';
import { DAYS_AHEAD } from '../model/opening.ts';
import { type RoomDay, roomDay, roomsOf } from '../model/room-day.ts';
import { type RoomPage, roomPage } from '../model/room-page.ts';
import { roomWeek } from '../model/room-week.ts';
import { type ShownActivity, shownActivity } from '../model/shown-activity.ts';
import type { Colours } from '../parts/kind-colour.ts';
import { type FeedNames, feedNames } from '../parts/subscribe.ts';
import type { WeekTable } from '../parts/week-table.ts';
import type { View } from '../view.ts';

const WEEK_DAYS = 7;

/** What the API says of one center and seven days from `days[0]` on; nothing of it is masked but the use. */
export interface CenterWeek {
  readonly center: CenterDocument;
  /** Around today; absent where every day is as its weekday. */
  readonly hours: CenterHours | undefined;
  readonly days: readonly LocalDay[];
  /** Absent when room-allocation has not heard of the center yet. */
  readonly use: RoomUse | undefined;
  readonly listed: Listing;
  /** Those in the tables. */
  readonly rooms: RoomPage;
  readonly feeds: readonly Feed[];
}

interface Asked {
  /** The first of the days; today without it. */
  readonly from?: LocalDate | undefined;
  /** Without what is over, however much of today that is. */
  readonly fromNow?: boolean;
  readonly roomsMax: number;
  readonly roomPage?: number | undefined;
}

/** The hours around today, from yesterday on, asked for only where a day may be unlike its weekday. */
export async function readHours(reads: Reads, view: View, center: CenterDocument): Promise<CenterHours | undefined> {
  if (!center.holidays && !center.specialDays?.length) return undefined;
  const today = dateAt(view.now, center.timeZone);
  return reads.hours(center.id, plusDays(today, -1), plusDays(today, DAYS_AHEAD));
}

/** Four requests at once, at most. */
export async function readCenterWeek(
  reads: Reads,
  view: View,
  center: CenterDocument,
  { from, fromNow = false, roomsMax, roomPage: asked }: Asked,
): Promise<CenterWeek> {
  const days = daysFrom(from ?? dateAt(view.now, center.timeZone), WEEK_DAYS, center.timeZone);
  const interval = { start: days[0]?.start ?? view.now, end: days.at(-1)?.end ?? view.now };
  const [hours, use, listed, feeds] = await Promise.all([
    readHours(reads, view, center),
    reads.use(center.id, interval),
    reads.activities(center.id, fromNow ? { ...interval, start: view.now } : interval),
    reads.feeds(center.id, view.language),
  ]);
  const ids = use ? roomsOf(use).map(({ id }) => id) : [];
  return { center, hours, days, use, listed, feeds, rooms: roomPage(ids, roomsMax, asked) };
}

export const firstDay = ({ days, use, rooms }: CenterWeek, view: View): RoomDay | undefined =>
  use && days[0] && roomDay(use, days[0], view.now, rooms);

const shownOf = ({ listed }: CenterWeek): readonly ShownActivity[] =>
  listed.items.flatMap((activity) => shownActivity(activity) ?? []).sort((a, b) => a.start - b.start || a.end - b.end);

/** Those that are public; of what may still move only the tables tell. */
export const announcedOf = (week: CenterWeek): readonly ShownActivity[] =>
  shownOf(week).filter(({ announced }) => announced);

/** Those whose organizers wait for an answer to a change; of private ones not even that is told. */
export const pendingOf = (week: CenterWeek): ReadonlySet<string> =>
  new Set(
    shownOf(week)
      .filter(({ awaitsAnswer }) => awaitsAnswer)
      .map(({ id }) => id),
  );

/** The first and the last day in words. */
export function weekEnds(view: View, { days }: CenterWeek): readonly [first: string, last: string] {
  const short = (day: LocalDay | undefined): string => (day ? view.words.dates.short(day.date) : '');
  return [short(days[0]), short(days.at(-1))];
}

export function weekTableOf(view: View, week: CenterWeek, use: RoomUse, colours: Colours): WeekTable {
  const { center, days, rooms } = week;
  return {
    caption: view.words.use.weekCaption(center.name[view.language], ...weekEnds(view, week)),
    zone: center.timeZone,
    days,
    rows: roomWeek(use, days).filter(({ room }) => rooms.ids.has(room.id)),
    colours,
    pending: pendingOf(week),
    dayAt: (date) =>
      `${view.link(`/centers/${center.id}`, { date, rooms: rooms.number > 1 ? String(rooms.number) : undefined })}#use`,
  };
}

/** Of rooms, only the calendars of those in the tables. */
export const feedsOf = ({ feeds, rooms }: CenterWeek): readonly Feed[] =>
  feeds.filter(({ type, id }) => type !== 'room' || rooms.ids.has(id));

/** Names for the feeds of a center, as far as use and kinds tell them. */
export const namesOf = ({ use }: CenterWeek, kinds: readonly Kind[]): FeedNames =>
  feedNames({ room: use ? roomsOf(use) : [], kind: kinds });
