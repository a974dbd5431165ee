import { z } from 'zod';
import { Claim, Reason } from '../answer.ts';
import { RoundBound, RoundTimes } from '../events/rounds.ts';
import { ActivityId, CenterId, OrganizationId, ResourceId } from '../ids.ts';
import { OrderReason } from '../order.ts';
import { Bilingual } from '../text.ts';
import { Instant, LocalDate } from '../time.ts';

/** What opens the round of a day. */
export const RoundBody = z
  .strictObject({ date: LocalDate, closesAt: Instant, publishesAt: Instant, reason: OrderReason })
  .refine(({ closesAt, publishesAt }) => Date.parse(closesAt) <= Date.parse(publishesAt), {
    error: 'not before closesAt',
    path: ['publishesAt'],
  });
export type RoundBody = z.infer<typeof RoundBody>;

/** What staff have settled for one wish before the rest is solved: left out, or at this start, in these rooms. */
export const RoundAdjustment = z
  .strictObject({
    activityId: ActivityId,
    leftOut: z.literal(true).optional(),
    /** One of the starts of the wish on this day. */
    start: Instant.optional(),
    /** One for each room the wish needs, in their order. */
    rooms: z.array(ResourceId).min(1).max(60).optional(),
    reason: OrderReason,
  })
  .refine(({ leftOut, start, rooms }) => (leftOut === true) !== (start !== undefined || rooms !== undefined), {
    error: 'leftOut, or a start, or rooms, or both of these',
    path: ['leftOut'],
  });
export type RoundAdjustment = z.infer<typeof RoundAdjustment>;

export const RoundAdjustments = z
  .strictObject({ items: z.array(RoundAdjustment).max(500) })
  .refine(({ items }) => new Set(items.map(({ activityId }) => activityId)).size === items.length, {
    error: 'every activity once',
    path: ['items'],
  });
export type RoundAdjustments = z.infer<typeof RoundAdjustments>;

/** `open`: it collects. `closed`: it does not, and is to be solved. `solved`: its proposal can be published. */
export const RoundState = z.enum(['open', 'closed', 'solved', 'published', 'given-up']);
export type RoundState = z.infer<typeof RoundState>;

/** One activity of a round, for staff: its title as its audience allows. */
const Named = z.object({ activityId: ActivityId, title: Bilingual, organization: OrganizationId.optional() });

const Placed = Named.extend({
  revision: z.int(),
  start: Instant,
  end: Instant,
  claims: z.array(Claim),
  reasons: z.array(Reason),
});

const Refused = Named.extend({ revision: z.int(), reasons: z.array(Reason) });

/** Who would get what if it were published now. */
export const RoundProposal = z.object({
  /** How the solver ended: in every case but the first the answer is the best that was known without it. */
  outcome: z.enum(['solved', 'timed-out', 'crashed']),
  bound: RoundBound.optional(),
  granted: z.array(Placed),
  moved: z.array(Placed),
  refused: z.array(Refused),
  /** What was added to the weight of the first wish of organizations that got little of late. */
  credits: z.array(z.object({ organization: OrganizationId, credit: z.number() })),
});
export type RoundProposal = z.infer<typeof RoundProposal>;

const about = {
  center: CenterId,
  date: LocalDate,
  number: z.int().min(1),
  state: RoundState,
  ...RoundTimes.shape,
  reason: z.string(),
};

export const RoundSummary = z.object(about);
export type RoundSummary = z.infer<typeof RoundSummary>;

export const RoundList = z.object({ items: z.array(RoundSummary) });
export type RoundList = z.infer<typeof RoundList>;

/** The newest round of a day. */
export const RoundDocument = z.object({
  ...about,
  /** Wishes that are answered together. */
  asked: z.int().min(0),
  /** Wishes that came after it was closed: they are answered after it, in the order of their arrival. */
  late: z.int().min(0),
  /** For staff: every wish collected, in the order of arrival. */
  wishes: z.array(Named.extend({ revision: z.int(), late: z.boolean(), starts: z.array(Instant) })).optional(),
  adjustments: z.array(z.object({ ...RoundAdjustment.shape, by: z.string() })).optional(),
  /** For staff, once it is solved; once it is published, what was. */
  proposal: RoundProposal.optional(),
});
export type RoundDocument = z.infer<typeof RoundDocument>;
