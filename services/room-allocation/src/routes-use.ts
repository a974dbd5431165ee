import { CenterId, Instant, minuteOf, RoomUse } from '@huitang/contracts';
import { type Platform, type Reply, type Route, route, waitUntilSeen } from '@huitang/runtime';
import { z } from 'zod';
import { centerStream } from './domain/center-days.ts';
import type { HolidayCalendars } from './domain/holiday-calendars.ts';
import { refusalReply } from './refusals.ts';
import { roomUse } from './room-use.ts';
import type { Centers } from './streams.ts';
import { type RoomAllocationViews, VIEWS_GROUP } from './views.ts';

const USE_MAX_MINUTES = 62 * 1440;

const UseQuery = z
  .strictObject({ from: Instant, to: Instant, seen: z.string().max(300).optional() })
  .refine(({ from, to }) => minuteOf(from) < minuteOf(to), { error: 'after from', path: ['to'] })
  .refine(({ from, to }) => minuteOf(to) - minuteOf(from) <= USE_MAX_MINUTES, {
    error: 'at most 62 days after from',
    path: ['to'],
  });

export const useRoute = (
  platform: Platform,
  centers: Centers,
  views: RoomAllocationViews,
  calendars: HolidayCalendars,
): Route =>
  route({
    method: 'get',
    path: '/api/centers/{id}/use',
    operationId: 'roomUse',
    tag: 'Centers',
    summary: 'Room use: who has what in [from, to), setup and teardown included; titles as their audience allows',
    params: z.object({ id: CenterId }),
    query: UseQuery,
    responses: { 200: { description: 'reservations by resource', schema: RoomUse } },
    problems: { 'unknown-center': 404, 'not-seen-yet': 503 },
    async handle({ params, query }): Promise<Reply> {
      const behind = await waitUntilSeen(platform, VIEWS_GROUP, query.seen);
      if (behind) return behind;
      const { state } = await centers.load(centerStream(params.id));
      if (!state) return refusalReply({ code: 'unknown-center' });
      const interval = { start: minuteOf(query.from), end: minuteOf(query.to) };
      return { status: 200, body: await roomUse(views, state, calendars, interval) };
    },
  });
