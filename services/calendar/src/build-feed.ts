import { type Language, lastModifiedOf } from '@huitang/contracts';
import type { Clock, Collection } from '@huitang/runtime';
import type { Contents } from './contents.ts';
import { type FeedSpec, isPrivate } from './domain/feed.ts';
import { type AskedWindow, byStart, type Window, windowAt } from './domain/window.ts';
import type { FragmentOf, Fragments, Rendered } from './fragments.ts';
import { renderCalendar } from './render-calendar.ts';
import { hasOutside, type Listed, newestChange, selectEntries } from './select-entries.ts';
import { type Placed, type Shown, show } from './show.ts';
import { type OrganizationName, privateSubjectOf, type Subject, subjectOf } from './subject.ts';
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

const hasEnteredByTime = ({ entry }: Shown): boolean =>
  Date.parse(entry.start) - Date.parse(entry.displayChangedAt) > YEAR_MS;

/** Milliseconds: the newest change among what is seen or left, the midnight included that moved something in or out. */
async function changedAt<E extends Listed>(
  entries: Collection<E>,
  subject: Subject,
  window: Window,
  shown: readonly Shown[],
  movedByTime: boolean,
): Promise<number> {
  const newest = await newestChange(entries, subject.key);
  const changed = Math.max(
    ...shown.map(({ entry, center: at }) => Date.parse(lastModifiedOf(entry, at))),
    newest ? Date.parse(newest) : 0,
    subject.changedAt ? Date.parse(subject.changedAt) : 0,
  );
  const midnight = window.today * MINUTE_MS;
  // What has changed since is newer than anything that midnight has moved.
  if (!window.moves || changed >= midnight) return changed;
  const isMoved = movedByTime || shown.some(hasEnteredByTime) || (await hasOutside(entries, subject.key, window));
  return isMoved ? midnight : changed;
}

/** Entries of one sort with how they are shown. */
interface Reading<E extends Listed & Placed> {
  readonly entries: Collection<E>;
  readonly fragmentOf: FragmentOf<E>;
  readonly keeps?: ((entry: E) => boolean) | undefined;
}

export function feedBuilder(
  views: CalendarViews,
  clock: Clock,
  fragments: Fragments,
  nameOf: OrganizationName,
): BuildFeed {
  const everybodys = { entries: views.entries, fragmentOf: fragments.public };

  async function list<E extends Listed & Placed>(
    { entries: all, fragmentOf, keeps }: Reading<E>,
    subject: Subject,
    language: Language,
    { asked, rendered }: BuildOptions,
  ): Promise<BuiltFeed> {
    const window = windowAt(Math.floor(clock.now() / MINUTE_MS), subject.timeZone, asked);
    const { entries, leftOut } = await selectEntries(all, subject.key, window, keeps);
    const shown = await show(views, fragmentOf, entries, language, rendered);
    const inOrder = [...shown].sort((a, b) => byStart(a.entry, b.entry));
    const header = { name: subject.name[language], timeZone: subject.timeZone };
    const movedByTime = leftOut || shown.length < entries.length;
    return {
      ...renderCalendar(
        header,
        inOrder.map(({ fragment }) => fragment),
      ),
      changedAt: await changedAt(all, subject, window, shown, movedByTime),
      validUntil: window.tomorrow * MINUTE_MS,
      ...(subject.centerId && { centerId: subject.centerId }),
    };
  }

  async function single(activityId: string, language: Language): Promise<BuiltFeed | undefined> {
    const entry = await views.entries.get(activityId);
    if (!entry) return undefined;
    const [shown] = await show(views, fragments.public, [entry], language);
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
    if (isPrivate(spec)) {
      const subject = await privateSubjectOf(views, nameOf, spec);
      const reading = { entries: views.own, fragmentOf: fragments.own(spec.type) };
      return subject && list(reading, subject, language, options);
    }
    const subject = await subjectOf(views, spec);
    return subject && list({ ...everybodys, keeps: subject.keeps }, subject, language, options);
  };
}
