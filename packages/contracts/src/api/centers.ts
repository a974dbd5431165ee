import { z } from 'zod';
import { Audience } from '../audience.ts';
import { CenterProfile, FormerName, Resource } from '../center.ts';
import { HolidayCalendarId, HolidayHours, OpenSpan, SpecialDay, WeeklyHours } from '../hours.ts';
import { ActivityId, CenterId, KindId, ResourceId } from '../ids.ts';
import { Bilingual } from '../text.ts';
import { Instant, LocalDate } from '../time.ts';
import { ClosureDocument } from './closures.ts';

/** A center as the directory tells it: everything but its resources. */
export const CenterDocument = CenterProfile.omit({ resources: true }).extend({
  /** However many: a center may have been renamed more often than it could tell when it opened. */
  formerNames: z.array(FormerName),
  /** Counts the center's changes; `If-Match` takes it. */
  version: z.int(),
});
export type CenterDocument = z.infer<typeof CenterDocument>;

export const CenterList = z.object({ items: z.array(CenterDocument) });
export type CenterList = z.infer<typeof CenterList>;

export const ResourceList = z.object({ items: z.array(Resource) });
export type ResourceList = z.infer<typeof ResourceList>;

/** One resource taken for [start, end), setup and teardown included; [activityStart, activityEnd) is what people see. */
export const Reservation = z.object({
  /** Absent where only "occupied" may be shown. */
  activityId: ActivityId.optional(),
  start: Instant,
  end: Instant,
  activityStart: Instant,
  activityEnd: Instant,
  /** How many of a counted resource; 1 for rooms, people and stops. */
  count: z.int(),
  /** The activity's own title, its kind's name, or "occupied": as its audience allows. */
  title: Bilingual,
  /** Absent where only "occupied" may be shown. */
  kind: z.object({ id: KindId, name: Bilingual }).optional(),
  audience: Audience,
  /** Present where everything may be shown. */
  headcount: z.int().optional(),
  /** True while its start and room may still move; absent where they are fixed, or where only "occupied" may be shown. */
  tentative: z.boolean().optional(),
});
export type Reservation = z.infer<typeof Reservation>;

export const ResourceUse = z.object({
  id: ResourceId,
  type: z.enum(['room', 'person', 'kit', 'stop']),
  name: Bilingual,
  /** Seats of a room, pieces of kit, groups at a stop; 1 for a person. */
  capacity: z.int(),
  /** By start. */
  reservations: z.array(Reservation),
});
export type ResourceUse = z.infer<typeof ResourceUse>;

/** When visitors are let in on one local date, as instants; empty on a closed day. */
export const OpenDay = z.object({ date: LocalDate, spans: z.array(z.object({ start: Instant, end: Instant })) });
export type OpenDay = z.infer<typeof OpenDay>;

/** Who has what of a center in [from, to). */
export const RoomUse = z.object({
  center: CenterId,
  timeZone: z.string(),
  from: Instant,
  to: Instant,
  open: z.array(OpenDay),
  resources: z.array(ResourceUse),
  /** What is out of use in this interval, by start; absent where nothing is. */
  closures: z.array(ClosureDocument).optional(),
});
export type RoomUse = z.infer<typeof RoomUse>;

/** When a center lets visitors in, changed as a whole. */
export const OpeningHours = z.strictObject({
  openingHours: WeeklyHours,
  holidays: HolidayHours.optional(),
  specialDays: z.array(SpecialDay).max(400).default([]),
});
export type OpeningHours = z.infer<typeof OpeningHours>;

/** The hours of one local date, in minutes after its midnight, and why they are these. */
export const DayHours = z.object({
  date: LocalDate,
  because: z.enum(['weekday', 'day-off', 'adjusted-workday', 'special']),
  /** The holiday's name, or the note of a special day. */
  name: Bilingual.optional(),
  spans: z.array(OpenSpan),
  facilities: z.array(z.object({ id: ResourceId, spans: z.array(OpenSpan) })),
});
export type DayHours = z.infer<typeof DayHours>;

export const CenterHours = z.object({
  center: CenterId,
  timeZone: z.string(),
  items: z.array(DayHours),
  /** Years asked about of which the center's calendar knows no adjusted workdays yet: they are published once a year. */
  unpublished: z.array(z.int()),
});
export type CenterHours = z.infer<typeof CenterHours>;

const DatesWithName = z.strictObject({ name: Bilingual, from: LocalDate, to: LocalDate });

/** Statutory holidays of a country, year by year. */
export const HolidayCalendar = z.strictObject({
  id: HolidayCalendarId,
  name: Bilingual,
  /** The date of the data: later data of the same calendar has a later one. */
  version: LocalDate,
  years: z
    .array(
      z.strictObject({
        year: z.int().min(2000).max(2099),
        /** False while only the days that the law itself names are known. */
        isPublished: z.boolean(),
        source: z.string().min(1).max(200),
        daysOff: z.array(DatesWithName),
        /** Saturdays and Sundays on which people work. */
        workdays: z.array(z.strictObject({ name: Bilingual, date: LocalDate })),
      }),
    )
    .min(1),
});
export type HolidayCalendar = z.infer<typeof HolidayCalendar>;
