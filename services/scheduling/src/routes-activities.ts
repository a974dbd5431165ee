import { ActivityId, timestampOf } from '@huitang/contracts';
import {
  type Call,
  fieldProblem,
  type Outcome,
  POSITION_HEADER,
  type Reply,
  type Route,
  route,
} from '@huitang/runtime';
import { activityStream } from './decider.ts';
import type { ActivityState } from './domain/activity.ts';
import type { ActivityCommand, ActivityRefusal } from './domain/decide.ts';
import { type ProposalContext, understand } from './proposal.ts';
import { ActivityParams, type ProposalBody, proposalBody } from './proposal-body.ts';
import type { Activities } from './reactions.ts';
import { refusalProblems, refusalReply } from './refusals.ts';
import { ActivityDocument, activityDocument } from './representation.ts';

const tag = 'Activities';

const isAnswered = (state: ActivityState): boolean => state !== undefined && !state.awaitsAnswer;

interface Known {
  readonly state: ActivityState;
  readonly version: number;
  readonly position: string | null;
}

/** The activity as it is now: its revision as ETag, its place in the log for `?seen=`. */
function documentReply(
  status: number,
  stream: string,
  known: Known,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  if (!known.state) return refusalReply({ code: 'unknown-activity' });
  return {
    status,
    body: activityDocument(known.state),
    headers: {
      ETag: `"${known.state.wished.revision}.${known.version}"`,
      ...(known.position && { [POSITION_HEADER]: `${stream}@${known.position}` }),
      ...headers,
    },
  };
}

/** `If-Match: "<revision>.<version>"` or `"<revision>"`; only the revision counts. */
function expectedRevision(headers: Call<unknown, unknown, unknown>['headers']): number | undefined | 'malformed' {
  const text = headers['if-match'];
  if (text === undefined || text === '*') return undefined;
  const revision = /^"?(\d{1,9})(?:\.\d+)?"?$/.exec(String(text))?.[1];
  return revision ? Number(revision) : 'malformed';
}

const malformedIfMatch = (): Reply => fieldProblem(422, 'invalid-request', 'If-Match', 'an ETag of this activity');

const documentResponses = {
  200: { description: 'the activity', schema: ActivityDocument },
  201: { description: 'decided within the wait preferred', schema: ActivityDocument },
  202: { description: 'taken; the decision follows at Location', schema: ActivityDocument },
};

export function activityCommands(context: ProposalContext, activities: Activities): readonly Route[] {
  const { clock } = context.platform;
  const body = proposalBody(context.catalogue);

  /** Carries a command out and, where a wait is preferred, stays for room-allocation's answer. */
  async function carryOut(
    call: Call<unknown, unknown, unknown>,
    id: ActivityId,
    command: ActivityCommand,
    partitionKey: string,
    decidedStatus: number,
  ): Promise<Reply> {
    const stream = activityStream(id);
    const { commandId, principal, body: sent } = call;
    const outcome = await activities.execute({
      stream,
      command,
      commandId,
      principal: principal.id,
      partitionKey,
      body: sent ?? {},
    });
    return outcomeReply(call, id, outcome, decidedStatus);
  }

  async function outcomeReply(
    call: Call<unknown, unknown, unknown>,
    id: ActivityId,
    outcome: Outcome<ActivityState, ActivityRefusal>,
    decidedStatus: number,
  ): Promise<Reply> {
    if (!outcome.ok) return refusalReply(outcome.refusal);
    const stream = activityStream(id);
    const waited =
      isAnswered(outcome.state) || call.waitMs === 0
        ? outcome
        : await activities.waitFor(stream, isAnswered, call.waitMs);
    const headers = {
      Location: `/api/activities/${id}`,
      'Huitang-Command': call.commandId,
      ...(call.waitMs > 0 && { 'Preference-Applied': `wait=${call.waitMs / 1000}` }),
    };
    return documentReply(isAnswered(waited.state) ? decidedStatus : 202, stream, waited, headers);
  }

  /** The answer of a request that was carried out before: the clock or the catalogue may have moved on since. */
  async function repeated(
    call: Call<unknown, unknown, unknown>,
    id: ActivityId,
    decidedStatus: number,
  ): Promise<Reply | undefined> {
    if (call.headers['idempotency-key'] === undefined) return undefined;
    const earlier = await activities.repeat({
      stream: activityStream(id),
      commandId: call.commandId,
      body: call.body ?? {},
    });
    return earlier && outcomeReply(call, id, earlier, decidedStatus);
  }

  /** The center of an activity, for the bus key; undefined when there is no such activity. */
  const centerOf = async (id: ActivityId): Promise<string | undefined> =>
    (await activities.load(activityStream(id))).state?.wished.centerId;

  const propose = route<undefined, undefined, ProposalBody>({
    method: 'post',
    path: '/api/activities',
    operationId: 'proposeActivity',
    tag,
    summary: 'Propose an activity; with `Prefer: wait=10` the answer brings the decision',
    body,
    responses: documentResponses,
    problems: {
      ...refusalProblems,
      'unknown-center': 422,
      'unknown-organization': 422,
      'starts-too-soon': 422,
      'too-long': 422,
    },
    async handle(call) {
      const activityId = ActivityId.parse(call.createdId);
      const earlier = await repeated(call, activityId, 201);
      if (earlier) return earlier;
      const understood = await understand(context, call.body);
      if (!understood.ok) return understood.reply;
      const { details } = understood;
      return carryOut(call, activityId, { type: 'ProposeActivity', activityId, details }, details.centerId, 201);
    },
  });

  const revise = route<{ id: ActivityId }, undefined, ProposalBody>({
    method: 'post',
    path: '/api/activities/{id}/revise',
    operationId: 'reviseActivity',
    tag,
    summary: 'Ask for something else; what was confirmed stays until the answer, and if it is no',
    params: ActivityParams,
    body,
    responses: documentResponses,
    problems: { ...refusalProblems, 'unknown-center': 422, 'unknown-organization': 422 },
    async handle(call) {
      const expected = expectedRevision(call.headers);
      if (expected === 'malformed') return malformedIfMatch();
      const center = await centerOf(call.params.id);
      if (!center) return refusalReply({ code: 'unknown-activity' });
      const earlier = await repeated(call, call.params.id, 200);
      if (earlier) return earlier;
      const understood = await understand(context, call.body);
      if (!understood.ok) return understood.reply;
      const command: ActivityCommand = {
        type: 'ReviseActivity',
        details: understood.details,
        ...(expected !== undefined && { expectedRevision: expected }),
      };
      return carryOut(call, call.params.id, command, center, 200);
    },
  });

  const cancel = route<{ id: ActivityId }>({
    method: 'post',
    path: '/api/activities/{id}/cancel',
    operationId: 'cancelActivity',
    tag,
    summary: 'Call an activity off; its rooms are free again',
    params: ActivityParams,
    responses: { 200: documentResponses[200] },
    problems: refusalProblems,
    async handle(call) {
      const expected = expectedRevision(call.headers);
      if (expected === 'malformed') return malformedIfMatch();
      const center = await centerOf(call.params.id);
      if (!center) return refusalReply({ code: 'unknown-activity' });
      const command: ActivityCommand = {
        type: 'CancelActivity',
        now: timestampOf(clock.now()),
        ...(expected !== undefined && { expectedRevision: expected }),
      };
      return carryOut(call, call.params.id, command, center, 200);
    },
  });
  return [propose, revise, cancel];
}
