import { RoundDocument } from '@huitang/contracts';
import {
  type Call,
  type CommandReused,
  isStaff,
  notAllowed,
  onceFor,
  type Reply,
  type Route,
  type RouteSpec,
  route,
} from '@huitang/runtime';
import type { CenterDayRefusal } from '../domain/center-day-command.ts';
import { askedOf, documentReply, execute, OneRound, type RoundContext, roundAt, TAG, WhichRound } from './calls.ts';
import { closeRound, publishRound } from './carry-on.ts';
import { roundProblems, roundRefusal } from './refusals.ts';
import type { Doing, RoundRef } from './rounds.ts';

type StepCall = Call<OneRound, WhichRound, undefined>;

/** What came of a step: done, perhaps before, or refused. */
type Taken =
  | { readonly ok: true; readonly unchanged: boolean }
  | { readonly ok: false; readonly refusal: CenterDayRefusal | CommandReused };

interface StepSpec {
  readonly method: 'post' | 'delete';
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly take: (context: RoundContext, call: StepCall, at: RoundRef) => Promise<Taken>;
}

const doingOf = (call: StepCall): Doing => ({
  commandId: call.commandId,
  principal: call.principal.id,
  asked: askedOf(call),
});

const steps: readonly StepSpec[] = [
  {
    method: 'post',
    path: '/api/centers/{id}/rounds/{date}/close',
    operationId: 'closeRound',
    summary: 'Close a round before its time: what it has collected is solved, to be looked at and adjusted',
    async take({ rounds }, call, at) {
      const outcome = await closeRound(rounds, at, doingOf(call), call.principal.id);
      if (outcome.ok) return outcome;
      const { code } = outcome.refusal;
      // It names the day alone, and has closed another one, which the day had before this.
      if (code === 'command-reused' && call.query.number === undefined) return { ok: true, unchanged: false };
      // One that is over collects no more either.
      return code === 'round-over' ? { ok: true, unchanged: true } : outcome;
    },
  },
  {
    method: 'post',
    path: '/api/centers/{id}/rounds/{date}/publish',
    operationId: 'publishRound',
    summary: 'Publish a round: everybody is told their answer at once',
    take: ({ rounds }, call, at) => publishRound(rounds, at, doingOf(call), call.principal.id),
  },
  {
    method: 'delete',
    path: '/api/centers/{id}/rounds/{date}',
    operationId: 'giveUpRound',
    summary: 'Give a round up: everybody collected is answered one by one, in the order of arrival',
    take: (context, call, { number }) =>
      execute(context, call, call.params, { type: 'GiveUpRound', number, by: call.principal.id }),
  },
];

function stepRoute(context: RoundContext, { take, ...spec }: StepSpec): Route {
  const described: RouteSpec<OneRound, WhichRound, undefined> = {
    ...spec,
    tag: TAG,
    params: OneRound,
    query: WhichRound,
    responses: { 200: { description: 'the round', schema: RoundDocument } },
    problems: roundProblems,
    async handle(call): Promise<Reply> {
      if (!isStaff(call.principal)) return notAllowed();
      const at = await roundAt(context, call.params, call.query);
      if (!at) return roundRefusal({ code: 'no-round' }, call.query);
      const outcome = await onceFor(
        call,
        () => take(context, call, at),
        async () => ({ ok: true, unchanged: true }),
      );
      return outcome.ok ? documentReply(context, call, call.params) : roundRefusal(outcome.refusal, call.query);
    },
  };
  return route(described);
}

/** Closing, publishing, giving up. */
export const stepRoutes = (context: RoundContext): readonly Route[] => steps.map((step) => stepRoute(context, step));
