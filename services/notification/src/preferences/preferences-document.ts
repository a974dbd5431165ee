import { z } from 'zod';
import { clockMinute, isWithin } from '../domain/hold.ts';
import { calendarWays, neededKinds, optionalKinds, type Preferences, usualPreferences } from '../domain/preferences.ts';

const REMINDERS_MAX = 8;
/** Four weeks. */
const DISTANCE_MAX = 40_320;
const DISTANCE_MIN = 5;

const ClockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 21:30');

const once = <T>(all: readonly T[]): T[] => [...new Set(all)];

const isInQuietHours = ({ digestAt, quietHours }: Preferences): boolean =>
  digestAt !== undefined &&
  quietHours !== undefined &&
  isWithin(clockMinute(digestAt), clockMinute(quietHours.from), clockMinute(quietHours.to));

/** How an organization wants to be told, as it says and reads it. What is left out is as usual. */
export const PreferencesDocument = z
  .strictObject({
    /** Of its mails; left out, the one it was entered with. */
    language: z.enum(['zh', 'en']).optional(),
    /** What it does without; what was cancelled or taken away is told in any case. */
    off: z.array(z.enum(optionalKinds)).max(optionalKinds.length).transform(once).default([]),
    /** By the clocks of an activity's center: only what cannot wait is sent then. */
    quietHours: z
      .strictObject({ from: ClockTime, to: ClockTime })
      .refine(({ from, to }) => from !== to, { error: 'another time than from', path: ['to'] })
      .optional(),
    /** By the same clocks: once a day then, one mail for what would have been several. */
    digestAt: ClockTime.optional(),
    /** How many minutes before the start it is reminded; `[]` for never. */
    reminderMinutes: z
      .array(z.int().min(DISTANCE_MIN).max(DISTANCE_MAX))
      .max(REMINDERS_MAX)
      .transform((all) => once(all).sort((a, b) => b - a))
      .default([...usualPreferences.reminderMinutes]),
    /** How activities come into its calendar: by a feed that it follows, by invitations in its mails, by both or not at all. */
    calendar: z.enum(calendarWays).default(usualPreferences.calendar),
  })
  .refine((document) => !isInQuietHours(document), { error: 'a time outside the quiet hours', path: ['digestAt'] })
  .refine((document) => neededKinds(document).length === 0, {
    error: 'nothing that carries an invitation: confirmed, changed, moved, announced',
    path: ['off'],
  });
export type PreferencesDocument = z.infer<typeof PreferencesDocument>;
