import { z } from 'zod';

/** What became of one row, as the API tells it. */
export const ReportLine = z.object({
  line: z.int(),
  uid: z.string(),
  title: z.string(),
  room: z.string().optional(),
  outcome: z.enum(['confirmed', 'changed', 'unchanged', 'cancelled', 'refused', 'skipped', 'pending']),
  activityId: z.string().optional(),
  /** Why it was refused or skipped: a stable code, the field, and the words. */
  code: z.string().optional(),
  field: z.string().optional(),
  message: z.string().optional(),
  reasons: z.array(z.unknown()).optional(),
});
export type ReportLine = z.infer<typeof ReportLine>;

/** The part of a line that does not repeat the row. */
export type RowResult = Omit<ReportLine, 'line' | 'uid' | 'title' | 'room'>;
