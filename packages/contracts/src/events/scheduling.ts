import { z } from 'zod';
import { Alternative, Claim, Reason } from '../answer.ts';
import { Audience } from '../audience.ts';
import { ActivityId, CenterId, KindId, OrganizationId, PackageId, RouteId } from '../ids.ts';
import { Order } from '../order.ts';
import { Bilingual } from '../text.ts';
import { Instant, LocalDate, Timestamp } from '../time.ts';
import { ProgrammeStep, Wish } from '../wish.ts';
import { kindEvents } from './kinds.ts';
import { RoundTimes } from './rounds.ts';

/** The kind's id with its names, so that nobody needs the catalogue to show it. */
export const KindRef = z.object({ id: KindId, name: Bilingual });
export type KindRef = z.infer<typeof KindRef>;

const about = {
  activityId: ActivityId,
  /** Counts the organizer's wishes: 1 for the proposal, one more with each revision. */
  revision: z.int().min(1),
  centerId: CenterId,
  organizationId: OrganizationId,
  kind: KindRef,
  packageId: PackageId.optional(),
  /** As the catalogue had it; absent from events of before it was told. */
  packageName: Bilingual.optional(),
  routeId: RouteId.optional(),
  routeName: Bilingual.optional(),
  title: z.string(),
  audience: Audience,
  headcount: z.int().min(1),
  /** False for imported history: nobody is mailed about it. */
  notify: z.boolean(),
};

const shown = { displayRevision: z.int().min(0), displayChangedAt: Timestamp };

const wished = {
  ...about,
  wish: Wish,
  programme: z.array(ProgrammeStep),
  /** Present where staff of the center ask, and not the organizer. */
  ordered: Order.optional(),
};

/** An organization asks; room-allocation answers with AllocationGranted or AllocationRefused for the same revision. */
export const ActivityProposed = z.object(wished);
export type ActivityProposed = z.infer<typeof ActivityProposed>;

/** Something else is asked for; until it is answered, what was confirmed before stays. */
export const ActivityRevised = z.object(wished);
export type ActivityRevised = z.infer<typeof ActivityRevised>;

/** The wish waits in the round of a day, which is answered by `publishesAt`; what was confirmed before stays. */
export const ActivityDeferred = z.object({
  ...about,
  /** `late`: it came when the round was closed, and is answered after the others. */
  round: RoundTimes.extend({ date: LocalDate, late: z.boolean().optional() }),
});
export type ActivityDeferred = z.infer<typeof ActivityDeferred>;

/** Everything a calendar or a mail shows of an activity that has its place. */
const placed = {
  ...about,
  ...shown,
  start: Instant,
  end: Instant,
  setupMinutes: z.int().min(0),
  teardownMinutes: z.int().min(0),
  claims: z.array(Claim),
  reasons: z.array(Reason),
  programme: z.array(ProgrammeStep),
  /** True when it is public, and start and room no longer move by themselves. */
  announced: z.boolean(),
  /** What the revision was given, as room-allocation counts it; 1 where it is absent. */
  allocationVersion: z.int().min(1).optional(),
  /** When it is announced at the latest; absent once it is. */
  announcesAt: Instant.optional(),
  /** The starts it may have until then, its own among them; absent where it no longer moves. */
  mayStart: z.array(Instant).optional(),
};

/** A place is certain; where it is not announced yet, start and room may still move within what was offered. */
export const ActivityConfirmed = z.object(placed);
export type ActivityConfirmed = z.infer<typeof ActivityConfirmed>;

/** It has made way within what its organizer offered: this holds from now on. */
export const ActivityMoved = z.object({
  ...placed,
  before: z.object({ start: Instant, end: Instant, claims: z.array(Claim) }),
  because: Reason,
});
export type ActivityMoved = z.infer<typeof ActivityMoved>;

/** Start and room of what stands shall move no more; room-allocation answers with AllocationFixed where they could. */
export const FixingAsked = z.object({
  ...about,
  /** As it was known when it was asked: it tells the center-day. */
  start: Instant,
  /** `lead`: its time has come. `asked`: somebody announces it earlier. `pinned`: it is fixed now and announced later. */
  because: z.enum(['lead', 'asked', 'pinned']),
  /** Present where staff of the center want it, and not the organizer. */
  ordered: Order.optional(),
});
export type FixingAsked = z.infer<typeof FixingAsked>;

/** Start and room move no more; nobody is told before it is announced. */
export const ActivityPinned = z.object(placed);
export type ActivityPinned = z.infer<typeof ActivityPinned>;

/** Public from now on, with this start and room. What is announced with its confirmation does not say so again. */
export const ActivityAnnounced = z.object({
  ...placed,
  /** True where staff had taken away what this revision had before: whatever was told of that is over. */
  wasDisplaced: z.boolean().optional(),
});
export type ActivityAnnounced = z.infer<typeof ActivityAnnounced>;

const displaced = {
  before: z.object({ start: Instant, end: Instant, claims: z.array(Claim) }),
  because: Reason,
  ordered: Order,
  /** What else can be had, the nearest first; revised to one of them, it is granted. */
  nearest: z.array(Alternative),
};

/**
 * Staff have taken away what stood, and hold this for it instead. It is announced when the organizer announces it, which
 * accepts it, or at `announcesAt`; until then nobody else is told the new place.
 */
export const ActivityDisplaced = z.object({ ...placed, ...displaced });
export type ActivityDisplaced = z.infer<typeof ActivityDisplaced>;

/** Staff have taken away what stood, and there was nothing that day to hold for it instead: it has no place any more. */
export const ActivityUnplaced = z.object({ ...about, ...shown, ...displaced });
export type ActivityUnplaced = z.infer<typeof ActivityUnplaced>;

/** The wish cannot be had; `nearest` can be booked when sent back. */
export const ActivityDeclined = z.object({ ...about, reasons: z.array(Reason), nearest: z.array(Alternative) });
export type ActivityDeclined = z.infer<typeof ActivityDeclined>;

/** A revision cannot be had; what revision `keeps` was given stays as it was. */
export const ActivityRevisionDeclined = z.object({
  ...about,
  keeps: z.int().min(1),
  reasons: z.array(Reason),
  nearest: z.array(Alternative),
});
export type ActivityRevisionDeclined = z.infer<typeof ActivityRevisionDeclined>;

/** Called off. `wasConfirmed` tells whether anybody had been shown it. */
export const ActivityCancelled = z.object({ ...about, ...shown, wasConfirmed: z.boolean() });
export type ActivityCancelled = z.infer<typeof ActivityCancelled>;

export const schedulingEvents = {
  ActivityProposed,
  ActivityRevised,
  ActivityConfirmed,
  ActivityMoved,
  FixingAsked,
  ActivityPinned,
  ActivityAnnounced,
  ActivityDeferred,
  ActivityDisplaced,
  ActivityUnplaced,
  ActivityDeclined,
  ActivityRevisionDeclined,
  ActivityCancelled,
  ...kindEvents,
} as const;
