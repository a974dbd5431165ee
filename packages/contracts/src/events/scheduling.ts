import { z } from 'zod';
import { Alternative, Claim, Reason } from '../answer.ts';
import { Audience } from '../audience.ts';
import { ActivityId, CenterId, KindId, OrganizationId, PackageId, RouteId } from '../ids.ts';
import { Bilingual } from '../text.ts';
import { Instant, Timestamp } from '../time.ts';
import { ProgrammeStep, Wish } from '../wish.ts';

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

/** An organization asks; room-allocation answers with AllocationGranted or AllocationRefused for the same revision. */
export const ActivityProposed = z.object({ ...about, wish: Wish, programme: z.array(ProgrammeStep) });
export type ActivityProposed = z.infer<typeof ActivityProposed>;

/** The organizer asks for something else; until it is answered, what was confirmed before stays. */
export const ActivityRevised = z.object({ ...about, wish: Wish, programme: z.array(ProgrammeStep) });
export type ActivityRevised = z.infer<typeof ActivityRevised>;

/** A place and a time are certain. Carries everything a calendar or a mail shows. */
export const ActivityConfirmed = z.object({
  ...about,
  ...shown,
  start: Instant,
  end: Instant,
  setupMinutes: z.int().min(0),
  teardownMinutes: z.int().min(0),
  claims: z.array(Claim),
  reasons: z.array(Reason),
  programme: z.array(ProgrammeStep),
  /** True when start and room no longer move by themselves. */
  announced: z.boolean(),
});
export type ActivityConfirmed = z.infer<typeof ActivityConfirmed>;

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
  ActivityDeclined,
  ActivityRevisionDeclined,
  ActivityCancelled,
} as const;
