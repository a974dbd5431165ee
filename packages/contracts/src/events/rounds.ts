import { z } from 'zod';
import { ActivityId, CenterId } from '../ids.ts';
import { Order } from '../order.ts';
import { LocalDate, Timestamp } from '../time.ts';

/** One center-day: `date` is the date on which it begins, by the center's standard time. */
const ofDay = { centerId: CenterId, date: LocalDate };

const round = {
  ...ofDay,
  /** Counts the rounds of this day, from 1. */
  number: z.int().min(1),
};

/** Until when wishes are collected, and until when they are answered. */
export const RoundTimes = z.object({ closesAt: Timestamp, publishesAt: Timestamp });
export type RoundTimes = z.infer<typeof RoundTimes>;

/** No answer is worth more than `upper`; `gap` is how far this one may be below it, as a share of it. */
export const RoundBound = z.object({ upper: z.number(), gap: z.number(), proven: z.boolean() });
export type RoundBound = z.infer<typeof RoundBound>;

/** From now on a center-day gives nothing away one by one: its wishes are collected, answered together, and published. */
export const RoundOpened = z.object({ ...round, ...RoundTimes.shape, ordered: Order });
export type RoundOpened = z.infer<typeof RoundOpened>;

/** A wish has joined the round of a day: its answer follows with the round's, by `publishesAt`. */
export const AllocationDeferred = z.object({
  activityId: ActivityId,
  revision: z.int().min(1),
  ...ofDay,
  ...RoundTimes.shape,
  /** True where it came when the round was closed: it is answered after the others, with what they have left. */
  late: z.boolean().optional(),
});
export type AllocationDeferred = z.infer<typeof AllocationDeferred>;

/** What was solved together holds: everybody granted or moved is told so in the same commit. */
export const RoundPublished = z.object({
  ...round,
  asked: z.int().min(0),
  granted: z.int().min(0),
  refused: z.int().min(0),
  /** Tentative activities of before the round that have made way within what they offered. */
  moved: z.int().min(0),
  /** Absent where the solver had no time to say. */
  bound: RoundBound.optional(),
  /** Absent where it was published by the clock. */
  ordered: Order.pick({ by: true }).optional(),
});
export type RoundPublished = z.infer<typeof RoundPublished>;

/** The round is called off: whoever was collected is answered one by one, in the order of arrival. */
export const RoundGivenUp = z.object({ ...round, asked: z.int().min(0), ordered: Order.pick({ by: true }) });
export type RoundGivenUp = z.infer<typeof RoundGivenUp>;

export const roundEvents = { RoundOpened, AllocationDeferred, RoundPublished, RoundGivenUp } as const;
