import type { ActivityId } from '@huitang/contracts';
import { type Route, route } from '@huitang/runtime';
import { carryOut, documentResponses, repeated } from './carry-out.ts';
import type { SchedulingContext } from './context.ts';
import type { ActivityCommand } from './domain/decide.ts';
import { centerOf, expectedOf, malformedIfMatch } from './expected-activity.ts';
import { understandWhenHeard } from './known-center.ts';
import { objections } from './objection.ts';
import { ActivityParams, type ProposalBody, proposalBody } from './proposal-body.ts';
import { refusalProblems, refusalReply } from './refusals.ts';

const DECIDED = 200;

/** Asking for something else. */
export function reviseRoute(context: SchedulingContext): Route {
  const { activities, catalogue } = context;
  return route<{ id: ActivityId }, undefined, ProposalBody>({
    method: 'post',
    path: '/api/activities/{id}/revise',
    operationId: 'reviseActivity',
    tag: 'Activities',
    summary: 'Ask for something else; what was confirmed stays until the answer, and if it is no',
    params: ActivityParams,
    body: proposalBody(catalogue),
    takes: ['If-Match', 'Prefer'],
    responses: documentResponses,
    problems: { ...refusalProblems, ...objections, 'not-seen-yet': 503 },
    async handle(call) {
      const { id } = call.params;
      const expected = expectedOf(call.headers['if-match']);
      if (expected === 'malformed') return malformedIfMatch();
      const center = await centerOf(activities, id);
      if (!center) return refusalReply({ code: 'unknown-activity' });
      const earlier = await repeated(context, call, { id, decidedStatus: DECIDED });
      if (earlier) return earlier;
      const understood = await understandWhenHeard(context, call.body);
      if (!understood.ok) return understood.reply;
      const command: ActivityCommand = {
        type: 'ReviseActivity',
        details: understood.details,
        ...expected,
      };
      return carryOut(context, call, { id, command, center, decidedStatus: DECIDED });
    },
  });
}
