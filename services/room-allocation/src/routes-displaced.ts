import {
  ActivityId,
  CenterId,
  Instant,
  minuteOf,
  type Need,
  OrderPreview,
  orderStartObjection,
  ResourceId,
} from '@huitang/contracts';
import { fieldProblem, type Reply, type Route, route } from '@huitang/runtime';
import { z } from 'zod';
import { type Coordinator, minuteNow } from './coordinator/coordinator.ts';
import { planDay } from './coordinator/plan-day.ts';
import { widestSpan } from './domain/allocator/buffers.ts';
import { centerDayRules } from './domain/center-day.ts';
import { centerStream, dayStream, daysOf } from './domain/center-days.ts';
import { concernedOf, cutOf, type KnownCenter, spanOfDays } from './facts.ts';
import { everybodyInTheWay, fatesIn } from './in-the-way.ts';
import { refusalReply } from './refusals.ts';
import type { RoomAllocationViews } from './views.ts';

const MINUTES_MAX = 1440;
/** Of an activity that nobody has proposed yet. */
const NOBODY = ActivityId.parse('00000000-0000-4000-8000-000000000000');

const minutes = z.coerce.number().int().min(0).max(480).default(0);

const Query = z
  .strictObject({
    start: Instant,
    end: Instant,
    /** One, or several of the same name. */
    resource: z
      .union([ResourceId, z.array(ResourceId).min(1).max(20)])
      .transform((ids) => (Array.isArray(ids) ? ids : [ids])),
    setupMinutes: minutes,
    teardownMinutes: minutes,
  })
  .refine(({ start, end }) => minuteOf(start) < minuteOf(end), { error: 'after start', path: ['end'] })
  .refine(({ start, end }) => minuteOf(end) - minuteOf(start) <= MINUTES_MAX, {
    error: 'at most a day after start',
    path: ['end'],
  });
type Query = z.infer<typeof Query>;

/** The rooms by name, as a manager would order them. */
function requestOf({ start, end, resource, setupMinutes, teardownMinutes }: Query) {
  const needs = resource.map((resourceId): Need => ({ role: 'room', features: [], resourceId }));
  const at = minuteOf(start);
  return {
    requestId: NOBODY,
    starts: [at],
    preferredStart: at,
    durationMinutes: minuteOf(end) - at,
    headcount: 1,
    needs,
    setupMinutes,
    teardownMinutes,
    asGiven: false,
  };
}

/** The day that an order would be decided on; undefined where it touches several. */
function dayFor(known: KnownCenter, request: ReturnType<typeof requestOf>): string | undefined {
  const span = widestSpan(request, concernedOf(known, request.needs));
  const [start = 0] = request.starts;
  const [day, ...others] = daysOf(cutOf(known), { start: start + span.start, end: start + span.end });
  return others.length === 0 ? day : undefined;
}

/** Decided as the order would be, and nothing of it written down. */
async function previewOf(
  coordinator: Coordinator,
  views: RoomAllocationViews,
  known: KnownCenter,
  query: Query,
): Promise<OrderPreview> {
  const request = requestOf(query);
  const day = dayFor(known, request);
  if (day === undefined) return { isPossible: false, reasons: ['order-over-days'], displaced: [] };
  const { id: centerId } = known.center.profile;
  const stream = dayStream(centerId, day);
  const { command, events } = await planDay(coordinator, known, stream, (offers) => ({
    type: 'Allocate',
    activityId: NOBODY,
    revision: 1,
    centerId,
    centerVersion: known.version,
    request,
    firstStart: 0,
    now: minuteNow(coordinator),
    facts: coordinator.factsOf(known, undefined, spanOfDays(cutOf(known), [day])),
    order: { ordered: { by: '', reason: '' }, offers },
  }));
  if (events.length > 0)
    return { isPossible: true, reasons: [], displaced: await everybodyInTheWay(views, fatesIn(events)) };
  const decision = centerDayRules.decide(command, (await coordinator.days.load(stream)).state);
  const because = !decision.ok && decision.refusal.code === 'nothing-fits' ? decision.refusal.because : undefined;
  const reasons = because ? [because.cause, ...because.missing].map(({ code }) => code) : ['taken'];
  return { isPossible: false, reasons: [...new Set(reasons)], displaced: [] };
}

/** As scheduling would refuse the order. */
function startProblem(coordinator: Coordinator, { start }: Query): Reply | undefined {
  const wrong = orderStartObjection(minuteOf(start), minuteNow(coordinator));
  return wrong && fieldProblem(422, wrong.code, 'start', wrong.wanted);
}

/** Asked before a manager orders others to make way. */
export const displacedRoute = (coordinator: Coordinator, views: RoomAllocationViews): Route =>
  route({
    method: 'get',
    path: '/api/centers/{id}/displaced',
    operationId: 'previewOrder',
    tag: 'Closures',
    summary: 'Whom an order for these rooms in [start, end) would displace if it were given now; nothing is changed',
    params: z.object({ id: CenterId }),
    query: Query,
    responses: { 200: { description: 'everybody in the way, by start', schema: OrderPreview } },
    problems: { 'unknown-center': 404, 'unknown-resource': 404, 'starts-too-soon': 422, 'starts-too-late': 422 },
    async handle({ params, query }): Promise<Reply> {
      const { state, version } = await coordinator.centers.load(centerStream(params.id));
      if (!state) return refusalReply({ code: 'unknown-center' });
      const { resources } = state.profile;
      const isRoom = (id: string): boolean => resources.some((one) => one.id === id && one.type === 'room');
      const unknown = query.resource.find((id) => !isRoom(id));
      if (unknown !== undefined) return refusalReply({ code: 'unknown-resource', resourceId: unknown });
      const wrong = startProblem(coordinator, query);
      if (wrong) return wrong;
      return { status: 200, body: await previewOf(coordinator, views, { center: state, version }, query) };
    },
  });
