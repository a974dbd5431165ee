import { timestampOf } from './time.ts';

/** What a viewer sees of something, counted: raised by its owner with every visible change. */
export interface Display {
  readonly displayRevision: number;
  /** RFC 3339 text of the change; not an order. */
  readonly displayChangedAt: string;
}

const SECOND_MS = 1_000;

/**
 * How something is counted that is shown otherwise from `now` (RFC 3339) on. Its time rises by a second at least: calendars
 * know no less, some go by nothing else, and clocks are set back.
 */
export const shownAnew = ({ displayRevision, displayChangedAt }: Display, now: string): Display => ({
  displayRevision: displayRevision + 1,
  displayChangedAt:
    Date.parse(now) >= Date.parse(displayChangedAt) + SECOND_MS
      ? now
      : timestampOf(Date.parse(displayChangedAt) + SECOND_MS),
});

/** iCalendar SEQUENCE (RFC 5545 3.8.7.4) of an activity shown together with its center. Never falls. */
export const sequenceOf = (activity: Display, center: Display): number =>
  activity.displayRevision + center.displayRevision;

/** LAST-MODIFIED and DTSTAMP (RFC 5545 3.8.7): the later of the two changes, as RFC 3339 text. */
export const lastModifiedOf = (activity: Display, center: Display): string =>
  Date.parse(activity.displayChangedAt) >= Date.parse(center.displayChangedAt)
    ? activity.displayChangedAt
    : center.displayChangedAt;
