/** What a viewer sees of something, counted: raised by its owner with every visible change. */
export interface Display {
  readonly displayRevision: number;
  /** RFC 3339 text of the change; not an order. */
  readonly displayChangedAt: string;
}

/** iCalendar SEQUENCE (RFC 5545 3.8.7.4) of an activity shown together with its center. Never falls. */
export const sequenceOf = (activity: Display, center: Display): number =>
  activity.displayRevision + center.displayRevision;

/** LAST-MODIFIED and DTSTAMP (RFC 5545 3.8.7): the later of the two changes, as RFC 3339 text. */
export const lastModifiedOf = (activity: Display, center: Display): string =>
  Date.parse(activity.displayChangedAt) >= Date.parse(center.displayChangedAt)
    ? activity.displayChangedAt
    : center.displayChangedAt;
