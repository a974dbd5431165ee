import { z } from 'zod';
import { KindId } from '../ids.ts';

/** What a kind of activities asks of every proposal, from now on: the catalogue of scheduling says so. */
export const KindDescribed = z.object({
  kindId: KindId,
  horizonDays: z.int().min(1),
  leastLeadMinutes: z.int().min(0),
  setupMinutes: z.int().min(0),
  teardownMinutes: z.int().min(0),
});
export type KindDescribed = z.infer<typeof KindDescribed>;

export const kindEvents = { KindDescribed } as const;
