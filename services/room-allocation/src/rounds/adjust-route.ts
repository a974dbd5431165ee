import { minuteOf, type RoundAdjustment, RoundAdjustments, RoundDocument } from '@huitang/contracts';
import { fieldProblem, isStaff, notAllowed, type Reply, type Route, route } from '@huitang/runtime';
import { centerStream } from '../domain/center-days.ts';
import type { OpenCenter } from '../domain/center-state.ts';
import type { Settled } from '../domain/round-command.ts';
import { isUnderWay } from '../domain/round-state.ts';
import { refusalReply } from '../refusals.ts';
import { documentReply, execute, OneRound, type RoundContext, roundAt, TAG, WhichRound } from './calls.ts';
import { roundProblems, roundRefusal } from './refusals.ts';
import { solveRound } from './solve-round.ts';

/** The first room that the center does not have, as the field that names it. */
function unknownRoom({ profile }: OpenCenter, items: readonly RoundAdjustment[]): string | undefined {
  const rooms = new Set<string>(profile.resources.filter(({ type }) => type === 'room').map(({ id }) => id));
  for (const [index, item] of items.entries()) {
    const at = (item.rooms ?? []).findIndex((room) => !rooms.has(room));
    if (at >= 0) return `items[${index}].rooms[${at}]`;
  }
  return undefined;
}

const adjustmentOf = ({ activityId, leftOut, start, rooms, reason }: RoundAdjustment, by: string): Settled => ({
  activityId,
  ...(leftOut && { leftOut }),
  ...(start !== undefined && { start: minuteOf(start) }),
  ...(rooms && { rooms }),
  ordered: { by, reason },
});

export function adjustRoute(context: RoundContext): Route {
  const { coordinator } = context.rounds;
  return route<OneRound, WhichRound, RoundAdjustments>({
    method: 'put',
    path: '/api/centers/{id}/rounds/{date}/adjustments',
    operationId: 'adjustRound',
    tag: TAG,
    summary:
      'Settle the start or the rooms of single wishes, or leave some out, each with a reason; replaces what was settled before',
    params: OneRound,
    query: WhichRound,
    body: RoundAdjustments,
    responses: { 200: { description: 'the round, solved anew where it is closed', schema: RoundDocument } },
    problems: roundProblems,
    async handle(call): Promise<Reply> {
      if (!isStaff(call.principal)) return notAllowed();
      const { params, query, body, principal } = call;
      const { state: center } = await coordinator.centers.load(centerStream(params.id));
      if (!center) return refusalReply({ code: 'unknown-center' });
      const field = unknownRoom(center, body.items);
      if (field) return fieldProblem(422, 'no-such-room', field, 'a room of this center');
      const at = await roundAt(context, params, query);
      if (!at) return roundRefusal({ code: 'no-round' }, query);
      const adjustments = body.items.map((item) => adjustmentOf(item, principal.id));
      const outcome = await execute(context, call, params, { type: 'AdjustRound', number: at.number, adjustments });
      if (!outcome.ok) return roundRefusal(outcome.refusal, query);
      const { round } = outcome.state;
      if (isUnderWay(round) && round.status === 'closed') await solveRound(context.rounds, at);
      return documentReply(context, call, params);
    },
  });
}
