import { z } from 'zod';
import { Alternative, Barred, Claim, Reason } from '../answer.ts';
import { CenterProfile, Neighbours, Resource } from '../center.ts';
import { HolidayHours, SpecialDay, WeeklyHours } from '../hours.ts';
import { ActivityId, CenterId, ClosureId, KindId, OrganizationId, ResourceId } from '../ids.ts';
import { Order } from '../order.ts';
import { Bilingual } from '../text.ts';
import { Instant, Timestamp } from '../time.ts';
import { Need, Wish } from '../wish.ts';
import { roundEvents } from './rounds.ts';

const shown = { displayRevision: z.int().min(0), displayChangedAt: Timestamp };

/** A center opens; `standardOffsetMinutes` with the profile's day boundary cuts its days, for ever. */
export const CenterOpened = z.object({ profile: CenterProfile, standardOffsetMinutes: z.int(), ...shown });
export type CenterOpened = z.infer<typeof CenterOpened>;

export const CenterRenamed = z.object({ centerId: CenterId, name: Bilingual, formerName: Bilingual, ...shown });
export type CenterRenamed = z.infer<typeof CenterRenamed>;

/** When visitors are let in from now on; what was granted before stays. */
export const CenterHoursChanged = z.object({
  centerId: CenterId,
  openingHours: WeeklyHours,
  holidays: HolidayHours.optional(),
  specialDays: z.array(SpecialDay),
  ...shown,
});
export type CenterHoursChanged = z.infer<typeof CenterHoursChanged>;

/** Whose people may be asked for help from now on; whoever was granted before stays. */
export const CenterNeighboursChanged = z.object({ centerId: CenterId, neighbours: Neighbours, ...shown });
export type CenterNeighboursChanged = z.infer<typeof CenterNeighboursChanged>;

export const ResourceAdded = z.object({ centerId: CenterId, resource: Resource, ...shown });
export type ResourceAdded = z.infer<typeof ResourceAdded>;

export const ResourceChanged = z.object({ centerId: CenterId, resource: Resource, ...shown });
export type ResourceChanged = z.infer<typeof ResourceChanged>;

/** Out of use in [start, end): what is granted there already is displaced, day by day. */
export const ClosureAnnounced = z.object({
  centerId: CenterId,
  closureId: ClosureId,
  /** Absent for the whole center. */
  resourceIds: z.array(ResourceId).min(1).optional(),
  start: Instant,
  end: Instant,
  ordered: Order,
});
export type ClosureAnnounced = z.infer<typeof ClosureAnnounced>;

/** In use again from now on; whoever was displaced stays where they are. */
export const ClosureLifted = z.object({ centerId: CenterId, closureId: ClosureId, ordered: Order.pick({ by: true }) });
export type ClosureLifted = z.infer<typeof ClosureLifted>;

/** What somebody wanted, as far as a report about demand needs it. */
export const Demanded = z.object({
  /** Absent for a search, which nobody signs. */
  organizationId: OrganizationId.optional(),
  kindId: KindId.optional(),
  /** The preferred one first. */
  starts: z.array(Instant).min(1),
  durationMinutes: z.int().min(1),
  headcount: z.int().min(1),
  needs: z.array(Need),
  setupMinutes: z.int().min(0),
  teardownMinutes: z.int().min(0),
});
export type Demanded = z.infer<typeof Demanded>;

const answered = {
  activityId: ActivityId,
  revision: z.int().min(1),
  centerId: CenterId,
  centerVersion: z.int().min(1),
};

/** What a later move has to know of the wish, so that it stays within what was offered. */
export const Tentative = Wish.pick({
  durationMinutes: true,
  headcount: true,
  needs: true,
  setupMinutes: true,
  teardownMinutes: true,
  weight: true,
}).extend({
  /** The wish's starts on the center-day of the answer, in their order of preference. */
  starts: z.array(Instant).min(1),
  /** What minutes moved are counted from. */
  preferredStart: Instant,
  /** What it may not be given there, by the rules of when it was asked for. */
  barred: z.array(Barred).optional(),
  /** How long before its start it moves no more; absent, which is 0, in events of before it was told. */
  announceLeadMinutes: z.int().min(0).optional(),
  /** Who asked, and for what kind; absent from events of before it was told. */
  organizationId: OrganizationId.optional(),
  kindId: KindId.optional(),
});
export type Tentative = z.infer<typeof Tentative>;

/** What was asked for, so that another place can be found should this one be taken away. */
export const AllocationTerms = Tentative.omit({ starts: true, announceLeadMinutes: true });
export type AllocationTerms = z.infer<typeof AllocationTerms>;

/** Everything the wish needs, all or nothing. Claims include setup and teardown. */
export const AllocationGranted = z.object({
  ...answered,
  /** Counts what this revision was given: 1, which is also meant where it is absent, and one more with every move. */
  allocationVersion: z.int().min(1).optional(),
  start: Instant,
  end: Instant,
  setupMinutes: z.int().min(0),
  teardownMinutes: z.int().min(0),
  claims: z.array(Claim).min(1),
  reasons: z.array(Reason),
  movedMinutes: z.int(),
  wastedSeats: z.int().min(0),
  /** Told when it is not given as it was preferred; absent from events of before it was told. */
  demanded: Demanded.optional(),
  /** Present while start and resources may still move within it; absent where they are fixed. */
  tentative: Tentative.optional(),
  /** Told where it is fixed; absent from events of before it was told. */
  terms: AllocationTerms.optional(),
  /** True where staff have ordered that others make way for it: no other order takes its place away. */
  displaces: z.boolean().optional(),
});
export type AllocationGranted = z.infer<typeof AllocationGranted>;

/** A tentative allocation makes way within what was offered: this is what the revision has from now on. */
export const AllocationMoved = AllocationGranted.extend({
  allocationVersion: z.int().min(2),
  tentative: Tentative,
  /** What it had until now. */
  from: z.object({ start: Instant, end: Instant, resourceIds: z.array(ResourceId) }),
  /** Never names what it made way for. */
  because: Reason,
});
export type AllocationMoved = z.infer<typeof AllocationMoved>;

/** A tentative allocation moves no more: what it has is what it keeps. */
export const AllocationFixed = AllocationGranted.pick({
  activityId: true,
  revision: true,
  centerId: true,
  start: true,
  end: true,
  setupMinutes: true,
  teardownMinutes: true,
  claims: true,
}).extend({ allocationVersion: z.int().min(1) });
export type AllocationFixed = z.infer<typeof AllocationFixed>;

/** An order of the staff takes away what a revision has: this is held for it instead, fixed, or nothing. */
export const AllocationDisplaced = z.object({
  ...answered,
  allocationVersion: z.int().min(2),
  /** What it had until now. */
  from: z.object({ start: Instant, end: Instant, claims: z.array(Claim) }),
  /** `closed-for` or `made-way-for-order`: never names who got the place. */
  because: Reason,
  ordered: Order,
  /** The best place left on the same day; minutes moved are counted from what it had. Absent where there is none. */
  held: AllocationGranted.pick({
    start: true,
    end: true,
    setupMinutes: true,
    teardownMinutes: true,
    claims: true,
    reasons: true,
    movedMinutes: true,
    wastedSeats: true,
    terms: true,
  }).optional(),
  /** What else could be had, on this day and around it, the nearest first. */
  nearest: z.array(Alternative),
  /** What a report about demand needs; absent where its grant did not tell its terms. */
  demanded: Demanded.optional(),
});
export type AllocationDisplaced = z.infer<typeof AllocationDisplaced>;

export const AllocationRefused = z.object({
  ...answered,
  reasons: z.array(Reason).min(1),
  nearest: z.array(Alternative),
  /** Absent from events of before it was told. */
  demanded: Demanded.optional(),
  /** Whether it would have been granted if no other organization had anything; absent from events of before it was told. */
  hadByOthers: z.boolean().optional(),
});
export type AllocationRefused = z.infer<typeof AllocationRefused>;

/** Somebody looked for a place and was shown none. The same search on the same day is told once. */
export const SearchFoundNothing = z.object({
  centerId: CenterId,
  demanded: Demanded,
  reasons: z.array(Reason).min(1),
});
export type SearchFoundNothing = z.infer<typeof SearchFoundNothing>;

/** Whatever revisions up to `upToRevision` held of this stream's day is free again. */
export const AllocationReleased = z.object({
  activityId: ActivityId,
  upToRevision: z.int().min(1),
  centerId: CenterId,
  because: z.enum(['cancelled', 'moved-to-another-day']),
  resourceIds: z.array(ResourceId),
});
export type AllocationReleased = z.infer<typeof AllocationReleased>;

export const roomAllocationEvents = {
  CenterOpened,
  CenterRenamed,
  CenterHoursChanged,
  CenterNeighboursChanged,
  ResourceAdded,
  ResourceChanged,
  ClosureAnnounced,
  ClosureLifted,
  AllocationGranted,
  AllocationMoved,
  AllocationFixed,
  AllocationDisplaced,
  AllocationRefused,
  AllocationReleased,
  SearchFoundNothing,
  ...roundEvents,
} as const;
