import { instantOf, type Minute } from '@huitang/contracts';
import type { Collection, Condition, Page } from '@huitang/runtime';
import type { CalendarEntry } from './domain/entry.ts';
import { byNearness, EVENTS_MAX, isStillShown, type Window } from './domain/window.ts';

/** Cancelled activities no longer shown are read in vain; more than this of them ends the reading. */
const PAGES_MAX = 10;

/** What an entry of any sort is found and left out by. */
export type Listed = Pick<CalendarEntry, 'id' | 'start' | 'end' | 'cancelled' | 'displayChangedAt'>;

interface Selected<E> {
  /** The nearest to the window's pivot first, at most `EVENTS_MAX`. */
  readonly entries: readonly E[];
  /** True when time alone takes something out of the window: what was there was left out. */
  readonly leftOut: boolean;
}

interface Side<E> {
  readonly entries: readonly E[];
  readonly leftOut: boolean;
}

/** Reads a feed's entries within a window by index, from its pivot outwards; no more than a feed can show; `keeps` takes a part. */
export async function selectEntries<E extends Listed>(
  entries: Collection<E>,
  feed: string,
  window: Window,
  keeps: (entry: E) => boolean = () => true,
): Promise<Selected<E>> {
  const within = (start: Condition): Record<string, Condition> => ({ feeds: { contains: feed }, start });

  async function side(from: Minute, to: Minute, direction: 'asc' | 'desc'): Promise<Side<E>> {
    if (from >= to) return { entries: [], leftOut: false };
    const where = within({ gte: instantOf(from), lt: instantOf(to) });
    const found: E[] = [];
    let leftOut = false;
    let cursor: string | undefined;
    for (let page = 0; page < PAGES_MAX && found.length < EVENTS_MAX; page += 1) {
      const read: Page<E> = await entries.find({
        where,
        sort: [['start', direction]],
        limit: EVENTS_MAX,
        ...(cursor && { cursor }),
      });
      const shown = read.items.filter((entry) => isStillShown(entry, window));
      leftOut ||= shown.length < read.items.length;
      found.push(...shown.filter(keeps));
      cursor = read.cursor;
      if (!cursor) return { entries: found, leftOut };
    }
    return { entries: found, leftOut: true };
  }

  const middle = Math.min(Math.max(window.pivot, window.from), window.to);
  const ahead = await side(middle, window.to, 'asc');
  const back = await side(window.from, middle, 'desc');
  const nearest = [...ahead.entries, ...back.entries].sort(byNearness(window));
  return {
    entries: nearest.slice(0, EVENTS_MAX),
    leftOut: ahead.leftOut || back.leftOut || nearest.length > EVENTS_MAX,
  };
}

/** True when the feed has activities on the other side of the window's edges, so that time moves them in or out. */
export async function hasOutside<E extends Listed>(
  entries: Collection<E>,
  feed: string,
  window: Window,
): Promise<boolean> {
  const any = async (start: Condition): Promise<boolean> =>
    (await entries.find({ where: { feeds: { contains: feed }, start }, limit: 1 })).items.length > 0;
  return (await any({ lt: instantOf(window.from) })) || (await any({ gte: instantOf(window.to) }));
}

/** When something in the feed, or something that left it, changed last; undefined for a feed nothing was ever in. */
export async function newestChange<E extends Listed>(
  entries: Collection<E>,
  feed: string,
): Promise<string | undefined> {
  const newest = async (field: 'feeds' | 'left'): Promise<string | undefined> => {
    const page = await entries.find({
      where: { [field]: { contains: feed } },
      sort: [['displayChangedAt', 'desc']],
      limit: 1,
    });
    return page.items[0]?.displayChangedAt;
  };
  const changes = [await newest('feeds'), await newest('left')];
  return changes
    .filter((at) => at !== undefined)
    .sort()
    .at(-1);
}

/** The last activity of a feed, also of one that only had some once. */
export async function lastEntry(entries: Collection<CalendarEntry>, feed: string): Promise<CalendarEntry | undefined> {
  const inside = await entries.find({ where: { feeds: { contains: feed } }, sort: [['start', 'desc']], limit: 1 });
  if (inside.items[0]) return inside.items[0];
  const left = await entries.find({
    where: { left: { contains: feed } },
    sort: [['displayChangedAt', 'desc']],
    limit: 1,
  });
  return left.items[0];
}
