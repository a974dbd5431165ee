import { type Language, lastModifiedOf } from '@huitang/contracts';
import { type Clock, Fault } from '@huitang/runtime';
import type { Contents } from './contents.ts';
import type { CalendarCenter } from './domain/center.ts';
import type { CalendarEntry } from './domain/entry.ts';
import type { FeedSpec } from './domain/feed.ts';
import { type AskedWindow, byStart, EVENT_BYTES_MAX, type Window, windowAt } from './domain/window.ts';
import type { Fragment, FragmentOf, Rendered } from './fragments.ts';
import { renderCalendar } from './render-calendar.ts';
import { hasOutside, newestChange, selectEntries } from './select-entries.ts';
import { type Subject, subjectOf } from './subject.ts';
import type { CalendarViews } from './views.ts';

const MINUTE_MS = 60_000;
const YEAR_MS = 365 * 86_400_000;

/** A whole feed at one moment. */
export interface BuiltFeed {
  readonly bytes: Buffer;
  readonly contents: Contents;
  /** Milliseconds: the newest change among what is seen or left. */
  readonly changedAt: number;
  /** Milliseconds: from then on time itself may have changed it. */
  readonly validUntil: number;
  /** The one center it depends on; undefined for feeds across centers. */
  readonly centerId?: string;
}

interface BuildOptions {
  /** Another window than the usual. */
  readonly asked?: AskedWindow;
  /** What of it is rendered already. */
  readonly rendered?: Rendered;
}

/** Undefined when there is no such feed; rejects, never empty, when the data cannot be had. */
export type BuildFeed = (spec: FeedSpec, language: Language, options?: BuildOptions) => Promise<BuiltFeed | undefined>;

type CenterOf = (id: string) => Promise<CalendarCenter>;

/** Centers of one build, each read once. */
function centersOf({ centers }: CalendarViews): CenterOf {
  const read = new Map<string, Promise<CalendarCenter>>();
  return (id) => {
    const known = read.get(id) ?? required(id);
    read.set(id, known);
    return known;
  };
  async function required(id: string): Promise<CalendarCenter> {
    const center = await centers.get(id);
    // Streams have no common order: its activity has been heard of, the center has not yet.
    if (!center) throw new Fault('center-not-heard-of', `center ${id} has not been heard of yet`, { retriable: true });
    return center;
  }
}

interface Shown {
  readonly entry: CalendarEntry;
  readonly center: CalendarCenter;
  readonly fragment: Fragment;
}

const hasEnteredByTime = ({ entry }: Shown): boolean =>
  Date.parse(entry.start) - Date.parse(entry.displayChangedAt) > YEAR_MS;

/** Milliseconds: the newest change among what is seen or left, the midnight included that moved something in or out. */
async function changedAt(
  views: CalendarViews,
  subject: Subject,
  window: Window,
  shown: readonly Shown[],
  movedByTime: boolean,
): Promise<number> {
  const newest = await newestChange(views, subject.key);
  const center = subject.centerId ? await views.centers.get(subject.centerId) : undefined;
  const isMoved =
    window.moves && (movedByTime || shown.some(hasEnteredByTime) || (await hasOutside(views, subject.key, window)));
  return Math.max(
    ...shown.map(({ entry, center: at }) => Date.parse(lastModifiedOf(entry, at))),
    newest ? Date.parse(newest) : 0,
    center ? Date.parse(center.displayChangedAt) : 0,
    isMoved ? window.today * MINUTE_MS : 0,
  );
}

export function feedBuilder(views: CalendarViews, clock: Clock, fragmentOf: FragmentOf): BuildFeed {
  /** As many as fit, the nearest to the pivot first. */
  async function show(
    entries: readonly CalendarEntry[],
    language: Language,
    rendered?: Rendered,
  ): Promise<readonly Shown[]> {
    const centerOf = centersOf(views);
    const shown: Shown[] = [];
    let size = 0;
    for (const entry of entries) {
      const center = await centerOf(entry.center);
      const fragment = fragmentOf(entry, center, language, rendered);
      size += fragment.bytes.byteLength;
      if (size > EVENT_BYTES_MAX) break;
      shown.push({ entry, center, fragment });
    }
    return shown;
  }

  async function list(subject: Subject, language: Language, { asked, rendered }: BuildOptions): Promise<BuiltFeed> {
    const window = windowAt(Math.floor(clock.now() / MINUTE_MS), subject.timeZone, asked);
    const { entries, leftOut } = await selectEntries(views, subject.key, window);
    const shown = await show(entries, language, rendered);
    const inOrder = [...shown].sort((a, b) => byStart(a.entry, b.entry));
    const header = { name: subject.name[language], timeZone: subject.timeZone };
    const movedByTime = leftOut || shown.length < entries.length;
    return {
      ...renderCalendar(
        header,
        inOrder.map(({ fragment }) => fragment),
      ),
      changedAt: await changedAt(views, subject, window, shown, movedByTime),
      validUntil: window.tomorrow * MINUTE_MS,
      ...(subject.centerId && { centerId: subject.centerId }),
    };
  }

  async function single(activityId: string, language: Language): Promise<BuiltFeed | undefined> {
    const entry = await views.entries.get(activityId);
    if (!entry) return undefined;
    const [shown] = await show([entry], language);
    if (!shown) return undefined;
    return {
      ...renderCalendar(undefined, [shown.fragment]),
      changedAt: Date.parse(lastModifiedOf(entry, shown.center)),
      validUntil: Number.POSITIVE_INFINITY,
      centerId: entry.center,
    };
  }

  return async (spec, language, options = {}) => {
    if (spec.type === 'activity') return single(spec.activityId, language);
    const subject = await subjectOf(views, spec);
    return subject && list(subject, language, options);
  };
}
