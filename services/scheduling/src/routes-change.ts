import { type ActivityId, timestampOf } from '@huitang/contracts';
import { expectedNumber, fieldProblem, type Reply, type Route, route } from '@huitang/runtime';
import { carryOut, documentResponses, repeated } from './carry-out.ts';
import type { SchedulingContext } from './context.ts';
import { activityStream } from './decider.ts';
import type { ActivityCommand } from './domain/decide.ts';
import { understandWhenHeard } from './known-center.ts';
import { objections } from './objection.ts';
import { ActivityParams, type ProposalBody, proposalBody } from './proposal-body.ts';
import type { Activities } from './reactions.ts';
import { refusalProblems, refusalReply } from './refusals.ts';

const tag = 'Activities';
const DECIDED = 200;

/** Only the revision of an activity's ETag counts: its first number. */
const malformedIfMatch = (): Reply => fieldProblem(422, 'invalid-request', 'If-Match', 'an ETag of this activity');

/** The center of an activity, for the bus key; undefined when there is no such activity. */
const centerOf = async (activities: Activities, id: ActivityId): Promise<string | undefined> =>
  (await activities.load(activityStream(id))).state?.wished.centerId;

function reviseRoute(context: SchedulingContext): Route {
  const { activities, catalogue } = context;
  return route<{ id: ActivityId }, undefined, ProposalBody>({
    method: 'post',
    path: '/api/activities/{id}/revise',
    operationId: 'reviseActivity',
    tag,
    summary: 'Ask for something else; what was confirmed stays until the answer, and if it is no',
    params: ActivityParams,
    body: proposalBody(catalogue),
    takes: ['If-Match', 'Prefer'],
    responses: documentResponses,
    problems: { ...refusalProblems, ...objections, 'not-seen-yet': 503 },
    async handle(call) {
      const { id } = call.params;
      const expected = expectedNumber(call.headers['if-match']);
      if (expected === 'malformed') return malformedIfMatch();
      const center = await centerOf(activities, id);
      if (!center) return refusalReply({ code: 'unknown-activity' });
      const earlier = await repeated(activities, call, { id, decidedStatus: DECIDED });
      if (earlier) return earlier;
      const understood = await understandWhenHeard(context, call.body);
      if (!understood.ok) return understood.reply;
      const command: ActivityCommand = {
        type: 'ReviseActivity',
        details: understood.details,
        ...(expected !== undefined && { expectedRevision: expected }),
      };
      return carryOut(activities, call, { id, command, center, decidedStatus: DECIDED });
    },
  });
}

function cancelRoute({ activities, platform: { clock } }: SchedulingContext): Route {
  return route<{ id: ActivityId }>({
    method: 'post',
    path: '/api/activities/{id}/cancel',
    operationId: 'cancelActivity',
    tag,
    summary: 'Call an activity off; its rooms are free again',
    params: ActivityParams,
    takes: ['If-Match'],
    responses: { 200: documentResponses[200] },
    problems: refusalProblems,
    async handle(call) {
      const { id } = call.params;
      const expected = expectedNumber(call.headers['if-match']);
      if (expected === 'malformed') return malformedIfMatch();
      const center = await centerOf(activities, id);
      if (!center) return refusalReply({ code: 'unknown-activity' });
      const command: ActivityCommand = {
        type: 'CancelActivity',
        now: timestampOf(clock.now()),
        ...(expected !== undefined && { expectedRevision: expected }),
      };
      return carryOut(activities, call, { id, command, center, decidedStatus: DECIDED });
    },
  });
}

/** What may be done to an activity that has been proposed. */
export const changeRoutes = (context: SchedulingContext): readonly Route[] => [
  reviseRoute(context),
  cancelRoute(context),
];
