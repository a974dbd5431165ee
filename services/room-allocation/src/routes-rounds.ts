import {
  CenterId,
  LocalDate,
  minuteOf,
  type RoundAdjustment,
  RoundAdjustments,
  RoundBody,
  RoundDocument,
  RoundList,
} from '@huitang/contracts';
import {
  type Call,
  type Collection,
  fieldProblem,
  type Platform,
  type Reply,
  type Route,
  type RouteSpec,
  route,
  waitUntilSeen,
} from '@huitang/runtime';
import { z } from 'zod';
import type { OpenCenter } from './domain/center.ts';
import type { CenterDayCommand } from './domain/center-day.ts';
import { centerStream, dayIntervalOf } from './domain/center-days.ts';
import { isUnderWay } from './domain/round-state.ts';
import { cutOf } from './facts.ts';
import { refusalReply } from './refusals.ts';
import { closeRound, publishRound } from './rounds/carry-on.ts';
import { roundProblems, roundRefusal } from './rounds/refusals.ts';
import { roundDocument, roundForStaff, roundSummary } from './rounds/round-document.ts';
import type { ListedRound } from './rounds/round-views.ts';
import { type RoundRef, type Rounds, streamOf } from './rounds/rounds.ts';
import { solveRound } from './rounds/solve-round.ts';
import { type RoomAllocationViews, VIEWS_GROUP } from './views.ts';

const tag = 'Rounds';
const MINUTE_MS = 60_000;
const LISTED_MAX = 400;

const OneCenter = z.object({ id: CenterId });
const OneRound = z.object({ id: CenterId, date: LocalDate });
type OneRound = z.infer<typeof OneRound>;

type AnyCall = Call<unknown, unknown, unknown>;

/** What the routes of rounds stand on. */
interface RoundContext {
  readonly platform: Platform;
  readonly rounds: Rounds;
  readonly views: Pick<RoomAllocationViews, 'activities'>;
  readonly listed: Collection<ListedRound>;
}

const isStaff = ({ principal: { roles } }: AnyCall): boolean =>
  roles.includes('manager') || roles.includes('administrator');

const notAllowed = (): Reply => fieldProblem(403, 'not-allowed', 'role', 'a manager of the center or an administrator');

/** A round as it is now. */
async function documentReply(
  { rounds, views }: RoundContext,
  call: AnyCall,
  at: OneRound,
  status = 200,
): Promise<Reply> {
  const stream = streamOf({ centerId: at.id, date: at.date });
  const { round } = (await rounds.coordinator.days.load(stream)).state;
  if (!round) return roundRefusal({ code: 'no-round' });
  return {
    status,
    body: isStaff(call) ? await roundForStaff(round, views.activities) : roundDocument(round),
    headers: { Location: `/api/centers/${at.id}/rounds/${at.date}` },
  };
}

/** Carries out one command of a day's round as a person asks for it. */
async function execute({ rounds }: RoundContext, call: AnyCall, at: OneRound, command: CenterDayCommand) {
  return rounds.coordinator.days.execute({
    stream: streamOf({ centerId: at.id, date: at.date }),
    command,
    commandId: call.commandId,
    principal: call.principal.id,
    partitionKey: at.id,
    body: call.body ?? {},
  });
}

/** The round of a day that is under way, or the last one. */
async function roundAt({ rounds }: RoundContext, { id, date }: OneRound): Promise<RoundRef | undefined> {
  const { round } = (await rounds.coordinator.days.load(streamOf({ centerId: id, date }))).state;
  return round && { centerId: id, date, number: round.number };
}

function openRoute(context: RoundContext): Route {
  const { centers, clock } = context.rounds.coordinator;
  return route<z.infer<typeof OneCenter>, undefined, RoundBody>({
    method: 'post',
    path: '/api/centers/{id}/rounds',
    operationId: 'openRound',
    tag,
    summary: 'Open a round for a peak day: wishes for it are collected and answered together',
    params: OneCenter,
    body: RoundBody,
    responses: { 201: { description: 'the round', schema: RoundDocument } },
    problems: roundProblems,
    async handle(call): Promise<Reply> {
      if (!isStaff(call)) return notAllowed();
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
          now: Math.floor(clock.now() / MINUTE_MS),
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
    tag,
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
    tag,
    summary: 'The newest round of a day; for staff with who asks and who would get what',
    params: OneRound,
    responses: { 200: { description: 'the round', schema: RoundDocument } },
    problems: { 'no-round': 404 },
    handle: (call) => documentReply(context, call, call.params),
  });

interface StepSpec {
  readonly method: 'post' | 'delete';
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly take: (
    context: RoundContext,
    call: Call<OneRound, undefined, undefined>,
    at: RoundRef,
  ) => Promise<Reply | undefined>;
}

const doingOf = ({ commandId, principal }: AnyCall) => ({ commandId, principal: principal.id });

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
    tag,
    params: OneRound,
    responses: { 200: { description: 'the round', schema: RoundDocument } },
    problems: roundProblems,
    async handle(call): Promise<Reply> {
      if (!isStaff(call)) return notAllowed();
      const at = await roundAt(context, call.params);
      if (!at) return roundRefusal({ code: 'no-round' });
      return (await take(context, call, at)) ?? documentReply(context, call, call.params);
    },
  };
  return route(described);
}

/** The first room that the center does not have, as the field that names it. */
function unknownRoom({ profile }: OpenCenter, items: readonly RoundAdjustment[]): string | undefined {
  const rooms = new Set<string>(profile.resources.filter(({ type }) => type === 'room').map(({ id }) => id));
  for (const [index, item] of items.entries()) {
    const at = (item.rooms ?? []).findIndex((room) => !rooms.has(room));
    if (at >= 0) return `items[${index}].rooms[${at}]`;
  }
  return undefined;
}

function adjustRoute(context: RoundContext): Route {
  const { coordinator } = context.rounds;
  return route<OneRound, undefined, RoundAdjustments>({
    method: 'put',
    path: '/api/centers/{id}/rounds/{date}/adjustments',
    operationId: 'adjustRound',
    tag,
    summary:
      'Settle the start or the rooms of single wishes, or leave some out, each with a reason; replaces what was settled before',
    params: OneRound,
    body: RoundAdjustments,
    responses: { 200: { description: 'the round, solved anew where it is closed', schema: RoundDocument } },
    problems: roundProblems,
    async handle(call): Promise<Reply> {
      if (!isStaff(call)) return notAllowed();
      const { params, body, principal } = call;
      const { state: center } = await coordinator.centers.load(centerStream(params.id));
      if (!center) return refusalReply({ code: 'unknown-center' });
      const field = unknownRoom(center, body.items);
      if (field) return fieldProblem(422, 'no-such-room', field, 'a room of this center');
      const adjustments = body.items.map(({ start, reason, ...item }) => ({
        activityId: item.activityId,
        ...(item.leftOut && { leftOut: item.leftOut }),
        ...(item.rooms && { rooms: item.rooms }),
        ...(start !== undefined && { start: minuteOf(start) }),
        ordered: { by: principal.id, reason },
      }));
      const outcome = await execute(context, call, params, { type: 'AdjustRound', adjustments });
      if (!outcome.ok) return roundRefusal(outcome.refusal);
      const { round } = outcome.state;
      if (isUnderWay(round) && round.status === 'closed') {
        await solveRound(context.rounds, { centerId: params.id, date: params.date, number: round.number });
      }
      return documentReply(context, call, params);
    },
  });
}

/** Rounds of peak days: opened, closed, adjusted, published or given up by staff. */
export const roundRoutes = (context: RoundContext): readonly Route[] => [
  openRoute(context),
  listRoute(context),
  readRoute(context),
  adjustRoute(context),
  ...steps.map((step) => stepRoute(context, step)),
];
