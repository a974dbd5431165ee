import { z } from 'zod';
import { ActivityId, CenterId } from '../ids.ts';
import { Instant, Timestamp } from '../time.ts';

/**
 * An activity that begins within a day was changed, and calendars that follow a private feed of `owner` have not come for
 * it in time: whoever can reach them in another way should. Once for each change and owner.
 */
export const ChangeWentUnseen = z.object({
  activityId: ActivityId,
  revision: z.int().min(1),
  centerId: CenterId,
  /** Of the activity alone: which of its visible changes. */
  displayRevision: z.int().min(0),
  displayChangedAt: Timestamp,
  start: Instant,
  /** Whose feed it is: an organization's, or that of a person of the staff. */
  owner: z.object({ type: z.enum(['organization', 'person']), id: z.string().min(1) }),
  /** Calendars with that feed which came within the last two weeks, and those of them that have not come since the change. */
  calendars: z.int().min(1),
  unseen: z.int().min(1),
});
export type ChangeWentUnseen = z.infer<typeof ChangeWentUnseen>;

export const calendarEvents = { ChangeWentUnseen } as const;
