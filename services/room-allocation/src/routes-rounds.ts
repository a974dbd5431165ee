import { CenterId, minuteOf, RoundBody, RoundDocument, RoundList } from '@huitang/contracts';
import { isStaff, notAllowed, type Reply, type Route, route, waitUntilSeen } from '@huitang/runtime';
import { z } from 'zod';
import { minuteNow } from './coordinator/coordinator.ts';
import { centerStream, dayIntervalOf } from './domain/center-days.ts';
import { cutOf } from './facts.ts';
import { refusalReply } from './refusals.ts';
import { adjustRoute } from './rounds/adjust-route.ts';
import { documentReply, execute, OneRound, type RoundContext, TAG } from './rounds/calls.ts';
import { roundProblems, roundRefusal } from './rounds/refusals.ts';
import { roundSummary } from './rounds/round-document.ts';
import { streamOf } from './rounds/rounds.ts';
import { stepRoutes } from './rounds/step-routes.ts';
import { VIEWS_GROUP } from './views.ts';

const LISTED_MAX = 400;

const OneCenter = z.object({ id: CenterId });

function openRoute(context: RoundContext): Route {
  const { centers } = context.rounds.coordinator;
  return route<z.infer<typeof OneCenter>, undefined, RoundBody>({
    method: 'post',
    path: '/api/centers/{id}/rounds',
    operationId: 'openRound',
    tag: TAG,
    summary: 'Open a round for a peak day: wishes for it are collected and answered together',
    params: OneCenter,
    body: RoundBody,
    responses: { 201: { description: 'the round', schema: RoundDocument } },
    problems: roundProblems,
    async handle(call): Promise<Reply> {
      if (!isStaff(call.principal)) return notAllowed();
      const { id } = call.params;
      const { date, closesAt, publishesAt, reason } = call.body;
      const { state, version } = await centers.load(centerStream(id));
      if (!state) return refusalReply({ code: 'unknown-center' });
      const outcome = await execute(
        context,
        call,
        { id, date },
        {
          type: 'OpenRound',
          centerId: id,
          date,
          within: dayIntervalOf(cutOf({ center: state, version }), date),
          closesAt: minuteOf(closesAt),
          publishesAt: minuteOf(publishesAt),
          ordered: { by: call.principal.id, reason },
          now: minuteNow(context.rounds.coordinator),
        },
      );
      return outcome.ok ? documentReply(context, call, { id, date }, 201) : roundRefusal(outcome.refusal);
    },
  });
}

function listRoute({ platform, rounds, listed }: RoundContext): Route {
  const { centers, days } = rounds.coordinator;
  return route({
    method: 'get',
    path: '/api/centers/{id}/rounds',
    operationId: 'listRounds',
    tag: TAG,
    summary: 'The rounds of a center, the newest of each day, by date',
    params: OneCenter,
    query: z.strictObject({ seen: z.string().max(300).optional() }),
    responses: { 200: { description: 'rounds', schema: RoundList } },
    problems: { 'unknown-center': 404, 'not-seen-yet': 503 },
    async handle({ params, query }): Promise<Reply> {
      const behind = await waitUntilSeen(platform, VIEWS_GROUP, query.seen);
      if (behind) return behind;
      const { state } = await centers.load(centerStream(params.id));
      if (!state) return refusalReply({ code: 'unknown-center' });
      const { items } = await listed.find({
        where: { centerId: params.id },
        sort: [['date', 'desc']],
        limit: LISTED_MAX,
      });
      const found = await Promise.all(items.map(async (at) => (await days.load(streamOf(at))).state.round));
      return { status: 200, body: { items: found.flatMap((round) => (round ? [roundSummary(round)] : [])) } };
    },
  });
}

const readRoute = (context: RoundContext): Route =>
  route<OneRound>({
    method: 'get',
    path: '/api/centers/{id}/rounds/{date}',
    operationId: 'readRound',
    tag: TAG,
    summary: 'The newest round of a day; for staff with who asks and who would get what',
    params: OneRound,
    responses: { 200: { description: 'the round', schema: RoundDocument } },
    problems: { 'no-round': 404 },
    handle: (call) => documentReply(context, call, call.params),
  });

/** Rounds of peak days: opened, closed, adjusted, published or given up by staff. */
export const roundRoutes = (context: RoundContext): readonly Route[] => [
  openRoute(context),
  listRoute(context),
  readRoute(context),
  adjustRoute(context),
  ...stepRoutes(context),
];
