import { z } from 'zod';
import { OrganizationId } from '../ids.ts';

/** `yyyy-mm` by the clock of whichever center an activity is in. */
export const Month = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, 'a month such as 2026-07');

/** What an organization may have of all centers together, changed as a whole. */
export const QuotaLimited = z.strictObject({
  /** Minutes of activities that prefer to start in one month, without setup and teardown; null for no limit. */
  minutesPerMonth: z.int().min(0).max(10_000_000).nullable(),
});
export type QuotaLimited = z.infer<typeof QuotaLimited>;

export const QuotaUse = z.object({
  month: Month,
  /** Of what is granted, or waits for a day that is decided later. */
  minutesUsed: z.int(),
  /** Of what is being answered. */
  minutesHeld: z.int(),
});

/** The limit, and what is counted against it: nothing while there is none, and what was held before once there is. */
export const Quota = z.object({
  organization: OrganizationId,
  minutesPerMonth: z.int().nullable(),
  months: z.array(QuotaUse),
});
export type Quota = z.infer<typeof Quota>;
