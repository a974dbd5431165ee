import { z } from 'zod';
import { CenterId, ResourceId } from './ids.ts';
import { Bilingual } from './text.ts';
import { Instant } from './time.ts';

/** A reason is data: a stable code and the numbers that go with it; the screens put it into words. */
export const Reason = z.object({
  code: z.string(),
  resourceId: z.string().optional(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export type Reason = z.infer<typeof Reason>;

/** A resource that a wish may not have: at no start where neither bound is told, else at none beyond them. */
export const Barred = z.object({
  resourceId: ResourceId,
  because: Reason,
  startsBefore: Instant.optional(),
  startsAfter: Instant.optional(),
});
export type Barred = z.infer<typeof Barred>;

/** One resource taken for one half-open interval, setup and teardown included. */
export const Claim = z.object({
  resourceId: ResourceId,
  role: z.enum(['room', 'guide', 'lecturer', 'interpreter', 'kit', 'stop']),
  name: Bilingual,
  start: Instant,
  end: Instant,
  count: z.int().min(1),
  /** Whose it is, where it is borrowed from another center; the way there and back is in the interval. */
  centerId: CenterId.optional(),
});
export type Claim = z.infer<typeof Claim>;

/** A start and the resources that can be had for it when asked now. */
export const Alternative = z.object({
  centerId: CenterId,
  start: Instant,
  end: Instant,
  resourceIds: z.array(ResourceId),
  /** What of the wish was relaxed to find it: `start`, `room`. Empty for none. */
  relaxed: z.array(z.string()),
});
export type Alternative = z.infer<typeof Alternative>;
