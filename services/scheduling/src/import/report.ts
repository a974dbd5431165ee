import { type Reason, ReasonInWords } from '@huitang/contracts';
import { z } from 'zod';

/** What became of one row, as the API tells it. */
export const ReportLine = z.object({
  line: z.int(),
  uid: z.string(),
  title: z.string(),
  room: z.string().optional(),
  outcome: z.enum(['confirmed', 'changed', 'unchanged', 'cancelled', 'refused', 'skipped', 'pending', 'failed']),
  activityId: z.string().optional(),
  /** Why it was refused, skipped or failed: a stable code, the same as a sentence, the field, and what exactly was wanted. */
  code: z.string().optional(),
  text: z.object({ zh: z.string(), en: z.string() }).optional(),
  field: z.string().optional(),
  message: z.string().optional(),
  /** Every reason that it was refused for. */
  reasons: z.array(ReasonInWords).optional(),
});
export type ReportLine = z.infer<typeof ReportLine>;

/** The part of a line that does not repeat the row. */
export type RowResult = Omit<ReportLine, 'line' | 'uid' | 'title' | 'room'>;

/** The same before it is put into words. */
export type CarriedRow = Omit<RowResult, 'text' | 'reasons'> & { readonly reasons?: readonly Reason[] };
