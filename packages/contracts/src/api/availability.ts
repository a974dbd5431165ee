import { z } from 'zod';
import { CenterId, ResourceId } from '../ids.ts';
import { Instant } from '../time.ts';
import { ReasonInWords } from './in-words.ts';

/** What a proposal with this start would get if it were sent now, or what is missing for it. Nothing is held for it. */
export const AvailableStart = z.object({
  start: Instant,
  end: Instant,
  isAvailable: z.boolean(),
  /** What would be given; empty where something is missing. */
  resourceIds: z.array(ResourceId),
  /** Why these and not others, or what is missing, resource by resource. */
  reasons: z.array(ReasonInWords),
});
export type AvailableStart = z.infer<typeof AvailableStart>;

export const Availability = z.object({
  center: CenterId,
  timeZone: z.string(),
  items: z.array(AvailableStart),
});
export type Availability = z.infer<typeof Availability>;
