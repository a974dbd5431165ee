import { z } from 'zod';
import { HolidayHours, OpenSpan, SpecialDay, WeeklyHours } from './hours.ts';
import { CenterId, KindId, OrganizationId, ResourceId } from './ids.ts';
import { Bilingual, line } from './text.ts';
import { LocalDate } from './time.ts';

const minutes = (max: number) => z.int().min(0).max(max);

/** What a room has: `oath-wall`, `flag`, `projector`, `step-free` … Open vocabulary, compared as is. */
export const Feature = z
  .string()
  .regex(/^[a-z0-9]+(?:[-:][a-z0-9]+)*$/, 'a word such as oath-wall or language:en')
  .max(64);

/** Who may book a resource and when: what is not told does not bar anybody. Staff who order something are not barred. */
export const BookingRules = z.strictObject({
  /** Only activities of these kinds. */
  kinds: z.array(KindId).min(1).max(100).optional(),
  /** Only these organizations. */
  organizations: z.array(OrganizationId).min(1).max(1_000).optional(),
  /** How many days before its start a wish may come at most, and how many minutes at least. */
  horizonDays: z.int().min(1).max(1_000).optional(),
  leastLeadMinutes: minutes(525_600).optional(),
});
export type BookingRules = z.infer<typeof BookingRules>;

const common = { id: ResourceId, name: Bilingual, booking: BookingRules.optional() };

export const Room = z.strictObject({
  ...common,
  type: z.literal('room'),
  capacity: z.int().min(1).max(10_000),
  features: z.array(Feature).max(50).default([]),
  setupMinutes: minutes(480).default(0),
  teardownMinutes: minutes(480).default(0),
  floor: line(20).optional(),
});
export type Room = z.infer<typeof Room>;

/** One guide, lecturer or interpreter. `skills` are `package:<id>`, `language:<code>`, `route:<id>`. No personal name in events. */
export const Person = z.strictObject({
  ...common,
  type: z.literal('person'),
  roles: z
    .array(z.enum(['guide', 'lecturer', 'interpreter']))
    .min(1)
    .max(3),
  skills: z.array(Feature).max(50).default([]),
  setupMinutes: minutes(480).default(0),
  teardownMinutes: minutes(480).default(0),
});
export type Person = z.infer<typeof Person>;

/** Things of one sort that are counted, not named: portable projectors, headsets, chairs. */
export const Kit = z.strictObject({ ...common, type: z.literal('kit'), count: z.int().min(1).max(100_000) });
export type Kit = z.infer<typeof Kit>;

/** A stop of walking routes: how many groups at a time, and the least minutes between two of them. */
export const Stop = z.strictObject({
  ...common,
  type: z.literal('stop'),
  groups: z.int().min(1).max(100).default(1),
  headwayMinutes: minutes(240).default(0),
});
export type Stop = z.infer<typeof Stop>;

export const Resource = z.discriminatedUnion('type', [Room, Person, Kit, Stop]);
export type Resource = z.infer<typeof Resource>;

/** Something open to all and not booked: canteen, baby-care room, reading corner. */
export const Facility = z.strictObject({
  id: ResourceId,
  name: Bilingual,
  hours: WeeklyHours,
  /** On days off of the center's holiday calendar, in the place of the weekday's; then adjusted workdays are as Mondays. */
  holidaySpans: z.array(OpenSpan).max(6).optional(),
  note: Bilingual.optional(),
});
export type Facility = z.infer<typeof Facility>;

/** A name the center had before; people still search by it. */
export const FormerName = z.strictObject({ name: Bilingual, until: LocalDate.optional() });
export type FormerName = z.infer<typeof FormerName>;

const isTimeZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
};

export const TimeZone = z.string().max(64).refine(isTimeZone, { error: 'an IANA time zone such as Asia/Shanghai' });

/** A center whose guides, lecturers and interpreters may be asked for help, and how far they have to come. */
export const Neighbour = z.strictObject({ centerId: CenterId, travelMinutes: z.int().min(1).max(480) });
export type Neighbour = z.infer<typeof Neighbour>;

export const Neighbours = z.array(Neighbour).max(20);

/** What a center tells about itself when it opens. */
export const CenterProfile = z.strictObject({
  id: CenterId,
  name: Bilingual,
  formerNames: z.array(FormerName).max(50).default([]),
  address: Bilingual,
  geo: z.strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }).optional(),
  timeZone: TimeZone,
  /** Minutes after midnight, in the zone's standard time, at which the center's day begins. Never changes. */
  dayBoundaryMinutes: z.int().min(0).max(1439).default(240),
  openingHours: WeeklyHours,
  holidays: HolidayHours.optional(),
  /** Dates with hours of their own, which count before everything else. */
  specialDays: z.array(SpecialDay).max(400).optional(),
  facilities: z.array(Facility).max(100).default([]),
  resources: z.array(Resource).max(2000).default([]),
  neighbours: Neighbours.optional(),
  /** True for centers that ship with the demo: their stops, people and hours are samples. */
  sample: z.boolean().default(false),
});
export type CenterProfile = z.infer<typeof CenterProfile>;
