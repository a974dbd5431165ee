import {
  CenterHours,
  CenterId,
  type DayHours,
  HolidayCalendar,
  HolidayCalendarId,
  LocalDate,
  OpeningHours,
  timestampOf,
} from '@huitang/contracts';
import { type Platform, problem, type Reply, type Route, route } from '@huitang/runtime';
import { z } from 'zod';
import { documentResponse } from './center-document.ts';
import { changeIn } from './change-center.ts';
import { centerStream } from './domain/center-days.ts';
import type { OpenCenter } from './domain/center-state.ts';
import { facilitySpansOn, hoursOn } from './domain/day-hours.ts';
import type { HolidayCalendars } from './domain/holiday-calendars.ts';
import { refusalProblems, refusalReply } from './refusals.ts';
import type { Centers, OwnStreams } from './streams.ts';
import { unknownCalendar } from './unknown-calendar.ts';

const tag = 'Centers';
const DATES_MAX = 400;
const MS_PER_DAY = 86_400_000;

const OneCenter = z.object({ id: CenterId });

const daysBetween = (from: LocalDate, to: LocalDate): number => (Date.parse(to) - Date.parse(from)) / MS_PER_DAY;

const DatesQuery = z
  .strictObject({ from: LocalDate, to: LocalDate })
  .refine(({ from, to }) => from <= to, { error: 'not before from', path: ['to'] })
  .refine(({ from, to }) => daysBetween(from, to) < DATES_MAX, { error: `at most ${DATES_MAX} dates`, path: ['to'] });

const datesFrom = ({ from, to }: z.infer<typeof DatesQuery>): readonly LocalDate[] =>
  Array.from({ length: daysBetween(from, to) + 1 }, (_, index) =>
    new Date(Date.parse(from) + index * MS_PER_DAY).toISOString().slice(0, 10),
  );

const dayOf = ({ profile }: OpenCenter, calendars: HolidayCalendars, date: LocalDate): DayHours => ({
  ...hoursOn(profile, calendars, date),
  facilities: profile.facilities.map((facility) => ({
    id: facility.id,
    spans: [...facilitySpansOn(facility, profile, calendars, date)],
  })),
});

function hoursOf(center: OpenCenter, calendars: HolidayCalendars, dates: readonly LocalDate[]): CenterHours {
  const { id, timeZone, holidays } = center.profile;
  const years = [...new Set(dates.map((date) => Number(date.slice(0, 4))))];
  return {
    center: id,
    timeZone,
    items: dates.map((date) => dayOf(center, calendars, date)),
    unpublished: holidays ? years.filter((year) => !calendars.isPublished(holidays.calendar, year)) : [],
  };
}

const readRoute = (centers: Centers, calendars: HolidayCalendars): Route =>
  route({
    method: 'get',
    path: '/api/centers/{id}/hours',
    operationId: 'readHours',
    tag,
    summary: 'When a center and its facilities are open from one date to another, with holidays and special days',
    params: OneCenter,
    query: DatesQuery,
    responses: { 200: { description: 'date by date', schema: CenterHours } },
    problems: { 'unknown-center': 404 },
    async handle({ params, query }): Promise<Reply> {
      const { state } = await centers.load(centerStream(params.id));
      if (!state) return refusalReply({ code: 'unknown-center' });
      return { status: 200, body: hoursOf(state, calendars, datesFrom(query)) };
    },
  });

function changeRoute({ clock }: Platform, streams: OwnStreams, calendars: HolidayCalendars): Route {
  const change = changeIn(streams);
  return route({
    method: 'put',
    path: '/api/centers/{id}/hours',
    operationId: 'changeHours',
    tag,
    summary: 'Change when visitors are let in; what was granted before stays',
    params: OneCenter,
    body: OpeningHours,
    takes: ['If-Match'],
    responses: { 200: documentResponse('the center') },
    problems: refusalProblems,
    handle: async (call) => {
      const unknown = unknownCalendar(calendars, call.body);
      if (unknown) return unknown;
      return change(call, call.params.id, 200, {
        type: 'ChangeHours',
        hours: call.body,
        now: timestampOf(clock.now()),
      });
    },
  });
}

const calendarRoute = (calendars: HolidayCalendars): Route =>
  route({
    method: 'get',
    path: '/api/holiday-calendars/{id}',
    operationId: 'readHolidayCalendar',
    tag,
    summary: 'Statutory holidays and adjusted workdays of a country, as far as they are published',
    params: z.object({ id: HolidayCalendarId }),
    responses: { 200: { description: 'the calendar', schema: HolidayCalendar } },
    problems: { 'unknown-calendar': 404 },
    async handle({ params }): Promise<Reply> {
      const calendar = calendars.calendar(params.id);
      return calendar
        ? { status: 200, body: calendar }
        : problem(404, 'unknown-calendar', 'id: the id of a holiday calendar that is known here');
    },
  });

/** When a center is open, by its week, its holiday calendar and its special days. */
export const hoursRoutes = (platform: Platform, streams: OwnStreams, calendars: HolidayCalendars): readonly Route[] => [
  readRoute(streams.centers, calendars),
  changeRoute(platform, streams, calendars),
  calendarRoute(calendars),
];
