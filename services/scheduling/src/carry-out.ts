import type { ActivityId } from '@huitang/contracts';
import { type Call, executeFor, type Outcome, POSITION_HEADER, type Reply } from '@huitang/runtime';
import type { SchedulingContext } from './context.ts';
import { activityStream } from './decider.ts';
import { type ActivityState, isAnswered } from './domain/activity.ts';
import type { ActivityCommand } from './domain/decide.ts';
import type { ActivityRefusal } from './domain/decision.ts';
import { roundOf } from './domain/deferring.ts';
import { namesForDocument } from './names.ts';
import { refusalReply } from './refusals.ts';
import { ActivityDocument, activityDocument, etagOf } from './representation.ts';

type AnyCall = Call<unknown, unknown, unknown>;
type Carrying = Pick<SchedulingContext, 'activities' | 'views'>;

/** One command for one activity, as a request asks for it. */
interface Order {
  readonly id: ActivityId;
  readonly command: ActivityCommand;
  /** The activity's center: the bus key. */
  readonly center: string;
  /** The answer's status once room-allocation has answered; 202 until then. */
  readonly decidedStatus: number;
}

interface Known {
  readonly state: ActivityState;
  readonly position: string | null;
}

/** The activity as it is now: its revision as ETag, its place in the log for `?seen=`. */
async function documentReply(
  { views }: Carrying,
  status: number,
  known: Known & { readonly stream: string },
  headers: Readonly<Record<string, string>>,
): Promise<Reply> {
  if (!known.state) return refusalReply({ code: 'unknown-activity' });
  return {
    status,
    body: activityDocument(known.state, await namesForDocument(views, known.state)),
    headers: {
      ETag: etagOf(known.state),
      ...(known.position && { [POSITION_HEADER]: `${known.stream}@${known.position}` }),
      ...headers,
    },
  };
}

export const documentResponses = {
  200: { description: 'the activity', schema: ActivityDocument },
  201: { description: 'decided within the wait preferred', schema: ActivityDocument },
  202: { description: 'taken; the decision follows at Location', schema: ActivityDocument },
};

/** That it waits in a round is all there is to hear before that is published. */
const hasHeard = (state: ActivityState): boolean =>
  isAnswered(state) || (state !== undefined && roundOf(state) !== undefined);

async function outcomeReply(
  context: Carrying,
  call: AnyCall,
  { id, decidedStatus }: Pick<Order, 'id' | 'decidedStatus'>,
  outcome: Outcome<ActivityState, ActivityRefusal>,
): Promise<Reply> {
  if (!outcome.ok) return refusalReply(outcome.refusal);
  const stream = activityStream(id);
  const waited =
    hasHeard(outcome.state) || call.waitMs === 0
      ? outcome
      : await context.activities.waitFor(stream, hasHeard, call.waitMs);
  const headers = {
    Location: `/api/activities/${id}`,
    ...(call.waitMs > 0 && { 'Preference-Applied': `wait=${call.waitMs / 1000}` }),
  };
  return documentReply(context, isAnswered(waited.state) ? decidedStatus : 202, { ...waited, stream }, headers);
}

/** Carries a command out and, where a wait is preferred, stays for room-allocation's answer. */
export async function carryOut(context: Carrying, call: AnyCall, order: Order): Promise<Reply> {
  const outcome = await executeFor(call, context.activities, {
    stream: activityStream(order.id),
    command: order.command,
    commandId: call.commandId,
    principal: call.principal.id,
    partitionKey: order.center,
    body: call.body ?? {},
  });
  return outcomeReply(context, call, order, outcome);
}

/** The answer of a request that was carried out before: the clock or the catalogue may have moved on since. */
export async function repeated(
  context: Carrying,
  call: AnyCall,
  order: Pick<Order, 'id' | 'decidedStatus'>,
): Promise<Reply | undefined> {
  if (call.headers['idempotency-key'] === undefined) return undefined;
  const earlier = await context.activities.repeat({
    stream: activityStream(order.id),
    commandId: call.commandId,
    body: call.body ?? {},
  });
  return earlier && outcomeReply(context, call, order, earlier);
}
