import { Bilingual, CenterId, CenterProfile, Resource, ResourceId, timestampOf } from '@huitang/contracts';
import { type Platform, type Route, route } from '@huitang/runtime';
import { z } from 'zod';
import { documentResponse } from './center-document.ts';
import { type Change, changeIn, replyOf, requestOf } from './change-center.ts';
import type { HolidayCalendars } from './domain/holiday-calendars.ts';
import { openCenter } from './open-center.ts';
import { standardOffsetMinutes } from './opening.ts';
import { refusalProblems, refusalReply } from './refusals.ts';
import type { OwnStreams } from './streams.ts';
import { unknownCalendar } from './unknown-calendar.ts';

const tag = 'Centers';

const OneCenter = z.object({ id: CenterId });
const OneResource = z.object({ id: CenterId, resourceId: ResourceId });

function openRoute(streams: OwnStreams, calendars: HolidayCalendars, now: () => number): Route {
  return route<undefined, undefined, CenterProfile>({
    method: 'post',
    path: '/api/centers',
    operationId: 'openCenter',
    tag,
    summary: 'Open a center with its hours, facilities and resources',
    body: CenterProfile,
    responses: { 201: documentResponse('the center') },
    problems: refusalProblems,
    async handle(call) {
      const profile = call.body;
      const unknown = unknownCalendar(calendars, profile);
      if (unknown) return unknown;
      const offset = standardOffsetMinutes(profile.timeZone, now());
      const command = {
        type: 'OpenCenter',
        profile,
        standardOffsetMinutes: offset,
        now: timestampOf(now()),
      } as const;
      return replyOf(profile.id, 201, await openCenter(streams, requestOf(call, profile.id, command)));
    },
  });
}

function renameRoute(change: Change, now: () => number): Route {
  return route({
    method: 'post',
    path: '/api/centers/{id}/rename',
    operationId: 'renameCenter',
    tag,
    summary: 'Give a center a new name; the old one stays findable',
    params: OneCenter,
    body: z.strictObject({ name: Bilingual }),
    takes: ['If-Match'],
    responses: { 200: documentResponse('the center') },
    problems: refusalProblems,
    handle: (call) =>
      change(call, call.params.id, 200, { type: 'RenameCenter', name: call.body.name, now: timestampOf(now()) }),
  });
}

function resourceRoutes(change: Change, now: () => number): readonly Route[] {
  return [
    route({
      method: 'post',
      path: '/api/centers/{id}/resources',
      operationId: 'addResource',
      tag,
      summary: 'Add a room, a person, kit or a stop to a center',
      params: OneCenter,
      body: Resource,
      takes: ['If-Match'],
      responses: { 201: documentResponse('the center') },
      problems: refusalProblems,
      handle: (call) =>
        change(call, call.params.id, 201, { type: 'AddResource', resource: call.body, now: timestampOf(now()) }),
    }),
    route({
      method: 'put',
      path: '/api/centers/{id}/resources/{resourceId}',
      operationId: 'changeResource',
      tag,
      summary: 'Change a resource; what it has been booked for stays',
      params: OneResource,
      body: Resource,
      takes: ['If-Match'],
      responses: { 200: documentResponse('the center') },
      problems: refusalProblems,
      handle: async (call) => {
        const { id, resourceId } = call.params;
        if (call.body.id !== resourceId) return refusalReply({ code: 'unknown-resource', resourceId: call.body.id });
        return change(call, id, 200, { type: 'ChangeResource', resource: call.body, now: timestampOf(now()) });
      },
    }),
  ];
}

/** Opening and changing centers. */
export function centerRoutes({ clock }: Platform, streams: OwnStreams, calendars: HolidayCalendars): readonly Route[] {
  const change = changeIn(streams);
  const now = (): number => clock.now();
  return [openRoute(streams, calendars, now), renameRoute(change, now), ...resourceRoutes(change, now)];
}
