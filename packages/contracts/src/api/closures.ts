import { z } from 'zod';
import { Alternative } from '../answer.ts';
import { Audience } from '../audience.ts';
import { ActivityId, CenterId, ClosureId, KindId, ResourceId } from '../ids.ts';
import { OrderReason } from '../order.ts';
import { Bilingual } from '../text.ts';
import { Instant, minuteOf } from '../time.ts';

/** A closure begins and ends within so many days. */
export const CLOSURE_DAYS_MAX = 366;

const CLOSURE_MINUTES_MAX = CLOSURE_DAYS_MAX * 1440;

/** What staff take out of use in [start, end), and why. */
export const ClosureBody = z
  .strictObject({
    center: CenterId,
    /** Absent for the whole center. */
    resources: z
      .array(ResourceId)
      .min(1)
      .max(500)
      .refine((ids) => new Set(ids).size === ids.length, { error: 'every resource once' })
      .optional(),
    start: Instant,
    end: Instant,
    reason: OrderReason,
  })
  .refine(({ start, end }) => minuteOf(start) < minuteOf(end), { error: 'after start', path: ['end'] })
  .refine(({ start, end }) => minuteOf(end) - minuteOf(start) <= CLOSURE_MINUTES_MAX, {
    error: `at most ${CLOSURE_DAYS_MAX} days after start`,
    path: ['end'],
  });
export type ClosureBody = z.infer<typeof ClosureBody>;

/** A closure as everybody may see it: who ordered it is in the log alone. */
export const ClosureDocument = z.object({
  id: ClosureId,
  center: CenterId,
  /** Absent for the whole center. */
  resources: z.array(ResourceId).optional(),
  start: Instant,
  end: Instant,
  reason: z.string(),
});
export type ClosureDocument = z.infer<typeof ClosureDocument>;

/** By start. */
export const ClosureList = z.object({ items: z.array(ClosureDocument) });
export type ClosureList = z.infer<typeof ClosureList>;

const Place = z.object({ start: Instant, end: Instant, resourceIds: z.array(ResourceId) });

/** One activity that is in the way of an order, shown as its audience allows. */
export const InTheWay = z.object({
  /** Absent where only "occupied" may be shown. */
  activityId: ActivityId.optional(),
  title: Bilingual,
  kind: z.object({ id: KindId, name: Bilingual }).optional(),
  audience: Audience,
  headcount: z.int().optional(),
  /** `moved`: tentative, and still inside what it offered. `displaced`: another place is held for it, or none is left. */
  outcome: z.enum(['moved', 'displaced']),
  from: Place,
  /** Absent where nothing is left on that day. */
  to: Place.optional(),
  /** What else can be had, the nearest first. */
  nearest: z.array(Alternative),
});
export type InTheWay = z.infer<typeof InTheWay>;

/** What a closure would do if it were announced now, by start; nothing is changed. */
export const ClosurePreview = z.object({ displaced: z.array(InTheWay) });
export type ClosurePreview = z.infer<typeof ClosurePreview>;

/** A closure, and what it displaces as far as that is known when it is announced. */
export const AnnouncedClosure = ClosureDocument.extend({ displaced: z.array(InTheWay) });
export type AnnouncedClosure = z.infer<typeof AnnouncedClosure>;

/** What an order for these rooms would do if it were given now; nothing is changed. */
export const OrderPreview = z.object({
  /** False where it would be refused: others that do not make way are there, or a closure. */
  isPossible: z.boolean(),
  /** Why it would be refused, by code; empty where it would not. */
  reasons: z.array(z.string()),
  displaced: z.array(InTheWay),
});
export type OrderPreview = z.infer<typeof OrderPreview>;
