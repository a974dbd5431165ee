import { type ActivityId, Instant, OrderReason, ResourceId } from '@huitang/contracts';
import {
  type Call,
  isStaff,
  notAllowed,
  type Principal,
  type Reply,
  type Route,
  route,
  staffProblems,
} from '@huitang/runtime';
import { z } from 'zod';
import { carryOut, documentResponses, repeated } from './carry-out.ts';
import type { SchedulingContext } from './context.ts';
import { activityStream } from './decider.ts';
import type { Activity } from './domain/activity.ts';
import { type OrderingCommand, orderedFrom } from './domain/ordering.ts';
import { expectedOf, malformedIfMatch } from './expected-activity.ts';
import { objection, objectionReply } from './objection.ts';
import { startObjection } from './order-start.ts';
import { currentMinute, offerWithin } from './proposal.ts';
import { ActivityParams } from './proposal-body.ts';
import { refusalProblems, refusalReply } from './refusals.ts';
import { roomProblem } from './room-problem.ts';
import { orderBy } from './staff.ts';

const DECIDED = 200;

const place = {
  start: Instant.optional(),
  /** One for each room it needs, in the order of its needs. */
  rooms: z.array(ResourceId).min(1).max(60).optional(),
  reason: OrderReason,
};

const Override = z.strictObject(place);
type Override = z.infer<typeof Override>;
const Move = z.strictObject(place).refine(({ start, rooms }) => start !== undefined || rooms !== undefined, {
  error: 'start or rooms: where it is to be instead',
  path: ['start'],
});

/** An order that puts an activity somewhere else. */
interface PlaceOrder {
  readonly name: 'move' | 'override';
  readonly summary: string;
  readonly body: z.ZodType<Override>;
  readonly displaces: boolean;
}

const placeOrders: readonly PlaceOrder[] = [
  {
    name: 'move',
    summary:
      'Staff put an activity at another time, at most two years ahead, or in other rooms; what they do not name stays',
    body: Move,
    displaces: false,
  },
  {
    name: 'override',
    summary:
      'Staff give an activity a place that others make way for; each of them gets another one where there is one',
    body: Override,
    displaces: true,
  },
];

/** An administrator may order it for any kind. */
function kindProblem(
  { catalogue }: SchedulingContext,
  { displaces }: PlaceOrder,
  kindId: string,
  { roles }: Principal,
): Reply | undefined {
  if (!displaces || catalogue.kinds.get(kindId)?.mayDisplace || roles.includes('administrator')) return undefined;
  return objectionReply(objection('kind-may-not-displace', 'kind', `a kind that others make way for, not ${kindId}`));
}

function problemsOf({ displaces }: PlaceOrder): Readonly<Record<string, number>> {
  return {
    ...refusalProblems,
    ...staffProblems,
    'unknown-resource': 422,
    'starts-too-soon': 422,
    'starts-too-late': 422,
    ...(displaces && { 'kind-may-not-displace': 422 }),
    'not-seen-yet': 503,
  };
}

type PlaceCall = Call<{ id: ActivityId }, undefined, Override>;

/** `kindId`: of the wish that the order starts from. */
function commandOf(
  { catalogue, platform }: SchedulingContext,
  { displaces }: PlaceOrder,
  { body, principal }: PlaceCall,
  kindId: string,
): OrderingCommand {
  const known = catalogue.kinds.get(kindId);
  return {
    type: 'OrderPlace',
    ordered: orderBy(principal, body.reason),
    displaces,
    ...(body.start && { start: body.start }),
    ...(body.rooms && { rooms: body.rooms }),
    ...(known && { offerWithin: offerWithin(known, currentMinute(platform)) }),
  };
}

function startProblem({ platform }: SchedulingContext, { body }: PlaceCall, activity: Activity): Reply | undefined {
  const wrong = startObjection(activity, body.start, currentMinute(platform));
  return wrong && objectionReply(wrong);
}

async function orderPlace(context: SchedulingContext, spec: PlaceOrder, call: PlaceCall): Promise<Reply> {
  const { activities } = context;
  const { id } = call.params;
  if (!isStaff(call.principal)) return notAllowed();
  const expected = expectedOf(call.headers['if-match']);
  if (expected === 'malformed') return malformedIfMatch();
  const { state } = await activities.load(activityStream(id));
  if (!state) return refusalReply({ code: 'unknown-activity' });
  const earlier = await repeated(context, call, { id, decidedStatus: DECIDED });
  if (earlier) return earlier;
  const { centerId, kind } = orderedFrom(state);
  const wrong =
    kindProblem(context, spec, kind.id, call.principal) ??
    startProblem(context, call, state) ??
    (await roomProblem(context, centerId, call.body.rooms ?? []));
  if (wrong) return wrong;
  const command = {
    ...commandOf(context, spec, call, kind.id),
    ...expected,
  };
  return carryOut(context, call, { id, command, center: centerId, decidedStatus: DECIDED });
}

function placeOrderRoute(context: SchedulingContext, spec: PlaceOrder): Route {
  const { 201: _, ...responses } = documentResponses;
  return route<{ id: ActivityId }, undefined, Override>({
    method: 'post',
    path: `/api/activities/{id}/${spec.name}`,
    operationId: `${spec.name}Activity`,
    tag: 'Activities',
    summary: spec.summary,
    params: ActivityParams,
    body: spec.body,
    takes: ['If-Match', 'Prefer'],
    responses,
    problems: problemsOf(spec),
    handle: (call) => orderPlace(context, spec, call),
  });
}

/** Moving, and overriding whoever is in the way: for staff of a center. */
export const staffRoutes = (context: SchedulingContext): readonly Route[] =>
  placeOrders.map((spec) => placeOrderRoute(context, spec));
