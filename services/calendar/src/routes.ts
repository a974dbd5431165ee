import { type Route, route } from '@huitang/runtime';
import { z } from 'zod';
import { FeedQuery, type FeedReading, feedAnswers, TEXT_TYPE } from './answer-feed.ts';
import { CALENDAR_TYPE } from './conditional.ts';
import type { FeedSpec } from './domain/feed.ts';

const OneId = z.object({ id: z.string() });
const KindIds = z.object({ id: z.string(), kind: z.string() });
type OneId = z.infer<typeof OneId>;
type KindIds = z.infer<typeof KindIds>;

/** How the API page describes any feed. */
export const feedResponses = {
  200: {
    description: 'iCalendar (RFC 5545): 6 months back and 12 ahead, or from–to; at most 1,000 events and 1 MiB',
    contentType: CALENDAR_TYPE,
  },
  304: { description: 'the copy is still good' },
  404: { description: 'no such calendar', contentType: TEXT_TYPE },
  503: { description: 'not available right now: keep your copy and come back', contentType: TEXT_TYPE },
};

const ROOMS_MAX = 30;

/** `?rooms=a,b`: each once, in whatever order, so that the same rooms are the same calendar. */
const Rooms = z
  .string()
  .regex(/^[a-z0-9-]{1,64}(?:,[a-z0-9-]{1,64})*$/, 'ids of rooms with commas between them')
  .transform((text) => [...new Set(text.split(','))].sort())
  .refine((ids) => ids.length <= ROOMS_MAX, { error: `at most ${ROOMS_MAX} rooms` })
  .optional();

const center = ({ id }: OneId, rooms: z.infer<typeof Rooms>): FeedSpec =>
  rooms ? { type: 'rooms', centerId: id, roomIds: rooms } : { type: 'center', centerId: id };
const room = ({ id }: OneId): FeedSpec => ({ type: 'room', roomId: id });
const kind = (ids: KindIds): FeedSpec => ({ type: 'kind', centerId: ids.id, kindId: ids.kind });
const packaged = ({ id }: OneId): FeedSpec => ({ type: 'package', packageId: id });
const walk = ({ id }: OneId): FeedSpec => ({ type: 'route', routeId: id });
const activity = ({ id }: OneId): FeedSpec => ({ type: 'activity', activityId: id });

const CenterQuery = FeedQuery.safeExtend({ rooms: Rooms });

/** The feeds as ordinary routes: any window, any language, waiting for a position, and whatever is not ready yet. */
export function feedRoutes(reading: FeedReading): readonly Route[] {
  const answer = feedAnswers(reading);

  const feed = <P extends Readonly<Record<string, string>>>(
    path: string,
    operationId: string,
    summary: string,
    params: z.ZodType<P>,
    specOf: (params: P) => FeedSpec,
  ): Route =>
    route({
      method: 'get',
      path,
      operationId,
      tag: 'Calendar feeds',
      summary,
      params,
      query: FeedQuery,
      responses: feedResponses,
      handle: (call) => answer(specOf(call.params), call),
    });

  const centerFeed = route({
    method: 'get',
    path: '/feeds/centers/{id}.ics',
    operationId: 'centerFeed',
    tag: 'Calendar feeds',
    summary: 'A center’s activities, or with ?rooms=a,b those in some of its rooms',
    params: OneId,
    query: CenterQuery,
    responses: feedResponses,
    handle: (call) => answer(center(call.params, call.query.rooms), call),
  });

  return [
    centerFeed,
    feed('/feeds/rooms/{id}.ics', 'roomFeed', 'A room’s activities', OneId, room),
    feed('/feeds/centers/{id}/kinds/{kind}.ics', 'kindFeed', 'A center’s activities of one kind', KindIds, kind),
    feed('/feeds/packages/{id}.ics', 'packageFeed', 'Sessions of one educational package', OneId, packaged),
    feed('/feeds/routes/{id}.ics', 'routeFeed', 'Walking classes on one route', OneId, walk),
    feed('/feeds/activities/{id}.ics', 'activityFeed', 'One activity, to follow', OneId, activity),
    feed('/api/activities/{id}.ics', 'activityFile', 'One activity as a calendar file', OneId, activity),
  ];
}
