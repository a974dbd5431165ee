import {
  ActivityId,
  CenterId,
  Instant,
  minuteOf,
  OrderPreview,
  orderStartObjection,
  ResourceId,
} from '@huitang/contracts';
import { fieldProblem, type Reply, type Route, route } from '@huitang/runtime';
import { z } from 'zod';
import { type Coordinator, minuteNow } from './coordinator/coordinator.ts';
import { isGoingOnAt } from './coordinator/standing-of.ts';
import { centerStream } from './domain/center-days.ts';
import { type OrderedFor, orderedFor } from './ordered-for.ts';
import { previewOf, roomsNeeded } from './preview-order.ts';
import { refusalReply } from './refusals.ts';
import type { RoomAllocationViews } from './views.ts';

const MINUTES_MAX = 1440;

const minutes = z.coerce.number().int().min(0).max(480).default(0);

const Query = z
  .strictObject({
    start: Instant,
    end: Instant,
    /** One, or several of the same name. */
    resource: z
      .union([ResourceId, z.array(ResourceId).min(1).max(20)])
      .transform((ids) => (Array.isArray(ids) ? ids : [ids])),
    /** Whom it is for: then what it needs counts, and neither `end` nor the minutes asked here. */
    activity: ActivityId.optional(),
    setupMinutes: minutes,
    teardownMinutes: minutes,
  })
  .refine(({ start, end }) => minuteOf(start) < minuteOf(end), { error: 'after start', path: ['end'] })
  .refine(({ start, end }) => minuteOf(end) - minuteOf(start) <= MINUTES_MAX, {
    error: 'at most a day after start',
    path: ['end'],
  });
type Query = z.infer<typeof Query>;

/** As scheduling would refuse the order. */
function startProblem({ start }: Query, of: OrderedFor | undefined, now: number): Reply | undefined {
  if (of?.stands && isGoingOnAt(of.stands, start, now)) return undefined;
  const wrong = orderStartObjection(minuteOf(start), now);
  return wrong && fieldProblem(422, wrong.code, 'start', wrong.wanted);
}

function activityProblem({ activity, resource }: Query, of: OrderedFor | undefined, center: CenterId) {
  if (activity === undefined) return undefined;
  const needed = of?.centerId === center ? roomsNeeded(of) : undefined;
  if (needed === undefined)
    return fieldProblem(
      404,
      'unknown-activity',
      'activity',
      'an activity that has a place in this center, or asked for one',
    );
  return needed === resource.length
    ? undefined
    : fieldProblem(422, 'rooms-do-not-match', 'resource', `${needed}, one for each room that the activity needs`);
}

/** Asked before a manager orders others to make way. */
export const displacedRoute = (coordinator: Coordinator, views: RoomAllocationViews): Route =>
  route({
    method: 'get',
    path: '/api/centers/{id}/displaced',
    operationId: 'previewOrder',
    tag: 'Closures',
    summary:
      'Whom an order for these rooms in [start, end) would displace if it were given now; nothing is changed. With `activity` it is decided as the order for it: its length, headcount, needs and buffers count, and its own place is free. Without, only the rooms are looked at, and nothing that a kind needs.',
    params: z.object({ id: CenterId }),
    query: Query,
    responses: { 200: { description: 'everybody in the way, by start', schema: OrderPreview } },
    problems: {
      'unknown-center': 404,
      'unknown-resource': 404,
      'unknown-activity': 404,
      'rooms-do-not-match': 422,
      'starts-too-soon': 422,
      'starts-too-late': 422,
    },
    async handle({ params, query }): Promise<Reply> {
      const { state, version } = await coordinator.centers.load(centerStream(params.id));
      if (!state) return refusalReply({ code: 'unknown-center' });
      const { resources } = state.profile;
      const isRoom = (id: string): boolean => resources.some((one) => one.id === id && one.type === 'room');
      const unknown = query.resource.find((id) => !isRoom(id));
      if (unknown !== undefined)
        return fieldProblem(404, 'unknown-resource', 'resource', 'the id of a room of this center');
      const of = query.activity && (await orderedFor(coordinator, views, query.activity));
      const wrong = activityProblem(query, of, params.id) ?? startProblem(query, of, minuteNow(coordinator));
      if (wrong) return wrong;
      const order = { asked: query, of };
      return { status: 200, body: await previewOf(coordinator, views, { center: state, version }, order) };
    },
  });
