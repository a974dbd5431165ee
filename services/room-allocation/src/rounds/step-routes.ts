import { RoundDocument } from '@huitang/contracts';
import { type Call, isStaff, notAllowed, type Reply, type Route, type RouteSpec, route } from '@huitang/runtime';
import { documentReply, execute, OneRound, type RoundContext, roundAt, TAG } from './calls.ts';
import { closeRound, publishRound } from './carry-on.ts';
import { roundProblems, roundRefusal } from './refusals.ts';
import type { Doing, RoundRef } from './rounds.ts';

type StepCall = Call<OneRound, undefined, undefined>;

interface StepSpec {
  readonly method: 'post' | 'delete';
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly take: (context: RoundContext, call: StepCall, at: RoundRef) => Promise<Reply | undefined>;
}

const doingOf = ({ commandId, principal }: Pick<StepCall, 'commandId' | 'principal'>): Doing => ({
  commandId,
  principal: principal.id,
});

const steps: readonly StepSpec[] = [
  {
    method: 'post',
    path: '/api/centers/{id}/rounds/{date}/close',
    operationId: 'closeRound',
    summary: 'Close a round before its time: what it has collected is solved, to be looked at and adjusted',
    async take({ rounds }, call, at) {
      await closeRound(rounds, at, doingOf(call), call.principal.id);
      return undefined;
    },
  },
  {
    method: 'post',
    path: '/api/centers/{id}/rounds/{date}/publish',
    operationId: 'publishRound',
    summary: 'Publish a round: everybody is told their answer at once',
    async take({ rounds }, call, at) {
      const refusal = await publishRound(rounds, at, doingOf(call), call.principal.id);
      return refusal && roundRefusal(refusal);
    },
  },
  {
    method: 'delete',
    path: '/api/centers/{id}/rounds/{date}',
    operationId: 'giveUpRound',
    summary: 'Give a round up: everybody collected is answered one by one, in the order of arrival',
    async take(context, call) {
      const command = { type: 'GiveUpRound', by: call.principal.id } as const;
      const outcome = await execute(context, call, call.params, command);
      return outcome.ok ? undefined : roundRefusal(outcome.refusal);
    },
  },
];

function stepRoute(context: RoundContext, { take, ...spec }: StepSpec): Route {
  const described: RouteSpec<OneRound, undefined, undefined> = {
    ...spec,
    tag: TAG,
    params: OneRound,
    responses: { 200: { description: 'the round', schema: RoundDocument } },
    problems: roundProblems,
    async handle(call): Promise<Reply> {
      if (!isStaff(call.principal)) return notAllowed();
      const at = await roundAt(context, call.params);
      if (!at) return roundRefusal({ code: 'no-round' });
      return (await take(context, call, at)) ?? documentReply(context, call, call.params);
    },
  };
  return route(described);
}

/** Closing, publishing, giving up. */
export const stepRoutes = (context: RoundContext): readonly Route[] => steps.map((step) => stepRoute(context, step));
