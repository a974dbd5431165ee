import { ActivityId } from '@huitang/contracts';
import { type Route, route } from '@huitang/runtime';
import { carryOut, documentResponses, repeated } from './carry-out.ts';
import type { SchedulingContext } from './context.ts';
import { understandWhenHeard } from './known-center.ts';
import { objections } from './objection.ts';
import { type ProposalBody, proposalBody } from './proposal-body.ts';
import { refusalProblems } from './refusals.ts';

const DECIDED = 201;

export function proposeRoute(context: SchedulingContext): Route {
  const { catalogue } = context;
  return route<undefined, undefined, ProposalBody>({
    method: 'post',
    path: '/api/activities',
    operationId: 'proposeActivity',
    tag: 'Activities',
    summary: 'Propose an activity; with `Prefer: wait=10` the answer brings the decision',
    body: proposalBody(catalogue),
    takes: ['Prefer'],
    responses: documentResponses,
    problems: { ...refusalProblems, ...objections, 'not-seen-yet': 503 },
    async handle(call) {
      const id = ActivityId.parse(call.createdId);
      const earlier = await repeated(context, call, { id, decidedStatus: DECIDED });
      if (earlier) return earlier;
      const understood = await understandWhenHeard(context, call.body);
      if (!understood.ok) return understood.reply;
      const { details } = understood;
      const command = { type: 'ProposeActivity', activityId: id, details } as const;
      return carryOut(context, call, { id, command, center: details.centerId, decidedStatus: DECIDED });
    },
  });
}
