import { type Alternative, AlternativeInWords, ReasonInWords } from '@huitang/contracts';
import { alternativeInWords, reasonInWords } from '@huitang/wording';
import { z } from 'zod';
import type { Activity } from './domain/activity.ts';
import { namesOf, resourcesIn } from './names.ts';
import { ActivityDocument, activityDocument } from './representation.ts';
import type { SchedulingViews } from './views.ts';

const { id, status, revision, allocation, displaced, declined } = ActivityDocument.shape;

/** Why an activity has what it has, or has it not: reasons as data, and the same as sentences. */
export const Explanation = z.object({
  id,
  status,
  revision,
  /** Why this start and these resources, and what stood in the way of others. */
  allocation: allocation
    .unwrap()
    .extend({ reasons: z.array(ReasonInWords) })
    .optional(),
  /** Why staff have taken away what it had, and what else could be had than what is held instead. */
  displaced: displaced
    .unwrap()
    .extend({ nearest: z.array(AlternativeInWords) })
    .optional(),
  /** The cause first, then what else was missing; what could be had instead, and what of the wish that relaxes. */
  declined: declined
    .unwrap()
    .extend({ nearest: z.array(AlternativeInWords) })
    .optional(),
});
type Explanation = z.infer<typeof Explanation>;

export async function explanationOf(views: SchedulingViews, activity: Activity): Promise<Explanation> {
  const { confirmed, displaced: taken, declined: refused, wished } = activity;
  const spokenOf = [
    ...resourcesIn(confirmed?.reasons ?? []),
    ...resourcesIn(taken ? [taken.because] : [], taken?.nearest ?? []),
    ...resourcesIn(refused?.reasons ?? [], refused?.nearest ?? []),
  ];
  const [names, center] = await Promise.all([namesOf(views, activity, spokenOf), views.centers.get(wished.centerId)]);
  const { id, status, revision, allocation, displaced, declined } = activityDocument(activity, names);
  const timeZone = center?.timeZone ?? 'UTC';
  const inWords = (alternative: Alternative) => alternativeInWords(alternative, timeZone, names);
  return {
    id,
    status,
    revision,
    ...(allocation && {
      allocation: { ...allocation, reasons: allocation.reasons.map((reason) => reasonInWords(reason, names)) },
    }),
    ...(displaced && { displaced: { ...displaced, nearest: displaced.nearest.map(inWords) } }),
    ...(declined && { declined: { ...declined, nearest: declined.nearest.map(inWords) } }),
  };
}
