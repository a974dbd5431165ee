import type { CenterDocument, RoomUse } from '@huitang/contracts';
import type { Feed, Kind, ListedActivity } from '../api/answers.ts';
import type { Reads } from '../api/reads.ts';
import { dateAt, daysFrom, type LocalDay } from '../model/local-day.ts';
import { type RoomDay, roomDay, roomsOf } from '../model/room-day.ts';
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
  readonly days: readonly LocalDay[];
  /** Absent when room-allocation has not heard of the center yet. */
  readonly use: RoomUse | undefined;
  readonly listed: readonly ListedActivity[];
  readonly feeds: readonly Feed[];
}

/** Three requests at once. `from` is the first of the days; today without it. */
export async function readCenterWeek(
  reads: Reads,
  view: View,
  center: CenterDocument,
  from?: string,
): Promise<CenterWeek> {
  const days = daysFrom(from ?? dateAt(view.now, center.timeZone), WEEK_DAYS, center.timeZone);
  const interval = { start: days[0]?.start ?? view.now, end: days.at(-1)?.end ?? view.now };
  const [use, listed, feeds] = await Promise.all([
    reads.use(center.id, interval),
    reads.activities(center.id, interval),
    reads.feeds(center.id),
  ]);
  return { center, days, use, listed, feeds };
}

export const firstDay = ({ days, use }: CenterWeek, view: View): RoomDay | undefined =>
  use && days[0] && roomDay(use, days[0], view.now);

export const shownOf = ({ listed }: CenterWeek): readonly ShownActivity[] =>
  listed.flatMap((activity) => shownActivity(activity) ?? []).sort((a, b) => a.start - b.start || a.end - b.end);

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
  const { center, days } = week;
  return {
    caption: view.words.use.weekCaption(center.name[view.language], ...weekEnds(view, week)),
    zone: center.timeZone,
    days,
    rows: roomWeek(use, days),
    colours,
    pending: pendingOf(week),
  };
}

/** Names for the feeds of a center, as far as use and kinds tell them. */
export const namesOf = ({ use }: CenterWeek, kinds: readonly Kind[]): FeedNames =>
  feedNames({ room: use ? roomsOf(use) : [], kind: kinds });
