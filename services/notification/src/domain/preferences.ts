import type { Language } from '@huitang/contracts';
import type { Delivery } from './delivery.ts';
import type { MessageName } from './message.ts';
import { minutesBefore } from './reminders.ts';

/** What an organization may do without. That something is off or was taken away is told to everybody. */
export const optionalKinds = [
  'deferred',
  'confirmed',
  'changed',
  'moved',
  'announced',
  'declined',
  'revision-declined',
  'reminder',
] as const;
export type OptionalKind = (typeof optionalKinds)[number];

/** How activities come into its calendar: it follows a feed, or each mail brings its event (RFC 6047). */
export const calendarWays = ['feed', 'invitations', 'both', 'none'] as const;
export type CalendarWay = (typeof calendarWays)[number];

/** How an organization wants to be told. Clock times are `HH:MM` as the clocks of the activity's center show them. */
export interface Preferences {
  /** Absent: the one it was entered with. */
  readonly language?: Language | undefined;
  readonly off: readonly OptionalKind[];
  /** From then until then, over midnight where the end comes first, only what cannot wait is sent. */
  readonly quietHours?: { readonly from: string; readonly to: string } | undefined;
  /** Absent: everything is told as it happens. */
  readonly digestAt?: string | undefined;
  /** How long before the start it is reminded, the longest first. */
  readonly reminderMinutes: readonly number[];
  readonly calendar: CalendarWay;
}

/** Of whoever has not said anything. */
export const usualPreferences: Preferences = { off: [], reminderMinutes: [1440, 60], calendar: 'feed' };

/** What of `off` a message is; undefined for what cannot be switched off. */
function kindOf(message: MessageName): OptionalKind | undefined {
  switch (message) {
    case 'reminder':
    case 'reminder-day':
    case 'reminder-hour':
      return 'reminder';
    case 'displaced':
    case 'unplaced':
    case 'cancelled':
    case 'renamed':
    case 'not-seen':
      return undefined;
    case 'deferred':
    case 'confirmed':
    case 'changed':
    case 'moved':
    case 'announced':
    case 'declined':
    case 'revision-declined':
      return message;
  }
}

const CHANGES_CALENDARS: ReadonlySet<MessageName> = new Set([
  'confirmed',
  'changed',
  'moved',
  'announced',
  'renamed',
  'displaced',
  'unplaced',
  'cancelled',
]);

/** True where its mails bring the event along to whoever wants invitations. */
export const changesCalendars = (message: MessageName): boolean => CHANGES_CALENDARS.has(message);

/** True where the mail brings a new state of the event for the calendar of whoever reads it. */
export const isInvitation = (message: MessageName, { calendar }: Pick<Preferences, 'calendar'>): boolean =>
  (calendar === 'invitations' || calendar === 'both') && changesCalendars(message);

/** The kind a mail may be unsubscribed from; undefined where it comes in any case. */
export function unsubscribableKind(message: MessageName, preferences: Preferences): OptionalKind | undefined {
  // Without it an event that is in a calendar already would stay there as it was.
  return isInvitation(message, preferences) ? undefined : kindOf(message);
}

/** What of `off` calendars cannot do without while invitations are sent. */
export const neededKinds = (preferences: Preferences): readonly OptionalKind[] =>
  preferences.off.filter((kind) => kind !== 'reminder' && isInvitation(kind, preferences));

/** False for what the organization does not want to be told. */
export function isWanted(delivery: Delivery, preferences: Preferences): boolean {
  const before = minutesBefore(delivery);
  if (before !== undefined && !preferences.reminderMinutes.includes(before)) return false;
  // A feed shows another name by itself, and otherwise it is no news: only the event has to be brought.
  if (delivery.message === 'renamed') return isInvitation(delivery.message, preferences);
  const kind = unsubscribableKind(delivery.message, preferences);
  return kind === undefined || !preferences.off.includes(kind);
}
