import { convertIcsCalendar, type IcsEvent } from 'ts-ics';
import type { Activity } from './documents.ts';
import { inTurns } from './in-turns.ts';
import { CENTER, daysOf, type Season } from './place.ts';
import type { Reader } from './reading.ts';

const CANCELLED = /^【已取消】/;

interface Shown {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly title: string;
  readonly cancelled: boolean;
  readonly sequence: number;
}

const shownIn = ({ uid, start, end, summary, status, sequence }: IcsEvent): Shown => ({
  id: uid.slice(0, uid.indexOf('@')),
  start: start.date.getTime(),
  end: end?.date.getTime() ?? 0,
  title: summary.replace(CANCELLED, '').trim(),
  cancelled: status === 'CANCELLED' && CANCELLED.test(summary.trim()),
  sequence: sequence ?? 0,
});

/** Every event of the center's feed in the season, a day at a time, since a feed has an upper limit. */
async function shown({ get }: Reader, season: Season): Promise<readonly Shown[]> {
  const days = await inTurns(daysOf(season), async ({ from, to }) => {
    const { status, text } = await get(`/feeds/centers/${CENTER}.ics?from=${from}&to=${to}`);
    if (status !== 200) throw new Error(`feed: ${status} ${text}`);
    return (convertIcsCalendar(undefined, text).events ?? []).map(shownIn);
  });
  return days.flat();
}

const lineOf = ({ id, start, end, title, cancelled }: Omit<Shown, 'sequence'>): string =>
  `${id} ${title} ${new Date(start).toISOString()} ${new Date(end).toISOString()}${cancelled ? ' cancelled' : ''}`;

const expected = ({ id, status, announced, allocation }: Activity): readonly string[] =>
  allocation && announced
    ? [
        lineOf({
          id,
          start: Date.parse(allocation.start),
          end: Date.parse(allocation.end),
          title: allocation.title,
          cancelled: status === 'cancelled',
        }),
      ]
    : [];

/**
 * What the feed shows and no activity says, what an activity says and the feed does not show, and each SEQUENCE that has
 * fallen since the last look, a line each. `sequences` keeps what was seen.
 */
export async function feedDifferences(
  client: Reader,
  season: Season,
  activities: readonly Activity[],
  sequences: Map<string, number>,
): Promise<readonly string[]> {
  const events = await shown(client, season);
  const inFeed = new Set(events.map(lineOf));
  const wanted = new Set(activities.flatMap(expected));
  const fallen = events.filter(({ id, sequence }) => sequence < (sequences.get(id) ?? 0));
  for (const { id, sequence } of events) sequences.set(id, sequence);
  return [
    ...[...inFeed].filter((line) => !wanted.has(line)).map((line) => `in the feed alone: ${line}`),
    ...[...wanted].filter((line) => !inFeed.has(line)).map((line) => `not in the feed: ${line}`),
    ...(inFeed.size < events.length ? ['an event is in the feed twice'] : []),
    ...fallen.map(({ id, sequence }) => `SEQUENCE of ${id} fell to ${sequence}`),
  ];
}
