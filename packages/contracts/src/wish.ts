import { z } from 'zod';
import { Feature } from './center.ts';
import { ResourceId } from './ids.ts';
import { Bilingual, line } from './text.ts';
import { Instant } from './time.ts';

export const RoomNeed = z.strictObject({
  role: z.literal('room'),
  features: z.array(Feature).max(20).default([]),
  /** Only this room will do: set by imports and by managers who pin. */
  resourceId: ResourceId.optional(),
});

export const PersonNeed = z.strictObject({
  role: z.enum(['guide', 'lecturer', 'interpreter']),
  skills: z.array(Feature).max(10).default([]),
});

export const KitNeed = z.strictObject({
  role: z.literal('kit'),
  resourceId: ResourceId,
  count: z.int().min(1).max(100_000),
});

/** One stop of a route, taken from `offsetMinutes` after the activity's start for `minutes`. */
export const StopNeed = z.strictObject({
  role: z.literal('stop'),
  resourceId: ResourceId,
  offsetMinutes: z.int().min(0).max(1440),
  minutes: z.int().min(1).max(1440),
});

export const Need = z.discriminatedUnion('role', [RoomNeed, PersonNeed, KitNeed, StopNeed]);
export type Need = z.infer<typeof Need>;

/**
 * What an activity asks of a center. `starts` are all acceptable starts, the preferred one first;
 * every one is taken for the same `durationMinutes`. Comes in events only: fields of later versions are ignored.
 */
export const Wish = z.object({
  starts: z.array(Instant).min(1).max(200),
  durationMinutes: z.int().min(1).max(20_160),
  headcount: z.int().min(1).max(100_000),
  needs: z.array(Need).max(60),
  /** The kind's buffers; a room's own are used where they are longer. */
  setupMinutes: z.int().min(0).max(480),
  teardownMinutes: z.int().min(0).max(480),
  /** True when the times are a fact (imported bookings), so opening hours do not refuse them. */
  asGiven: z.boolean().default(false),
  /** True where nobody sets up: the minutes for it are `setupMinutes` and no more, whatever a resource's own are. */
  asFound: z.boolean().optional(),
  /** Starts that a refusal may offer instead lie in [from, to); without it none are offered. */
  offerWithin: z.strictObject({ from: Instant, to: Instant }).optional(),
  /**
   * True where staff have ordered that others make way, also those that are announced or pinned: each is given another
   * place of the same day where there is one. What stands over several days, and other orders, do not make way.
   */
  displaces: z.boolean().optional(),
  /** What having it is worth beside others that want the same, as its kind says; absent: 1. */
  weight: z.int().min(1).max(10).optional(),
  /** So long before its start what is granted is fixed at the latest; absent: with the answer. */
  announceLeadMinutes: z.int().min(0).max(525_600).optional(),
});
export type Wish = z.infer<typeof Wish>;

/** A step of an activity: what happens, for how long, who leads it (a role, never a person). */
export const ProgrammeStep = z.strictObject({
  title: Bilingual,
  minutes: z.int().min(0).max(1440),
  lead: line(60).optional(),
});
export type ProgrammeStep = z.infer<typeof ProgrammeStep>;
