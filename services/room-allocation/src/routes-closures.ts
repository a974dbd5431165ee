import {
  AnnouncedClosure,
  CenterId,
  ClosureBody,
  ClosureDocument,
  ClosureId,
  ClosureList,
  ClosurePreview,
  timestampOf,
} from '@huitang/contracts';
import { type Call, fieldProblem, POSITION_HEADER, type Reply, type Route, route } from '@huitang/runtime';
import { z } from 'zod';
import { closureDocument } from './closure-document.ts';
import { type Coordinator, minuteNow } from './coordinator/coordinator.ts';
import { type CenterRefusal, centerRules } from './domain/center.ts';
import { type ClosureChange, closuresWithin } from './domain/center-closures.ts';
import { centerStream } from './domain/center-days.ts';
import type { KnownCenter } from './facts.ts';
import { previewOf } from './preview-closure.ts';
import { refusalProblems, refusalReply } from './refusals.ts';
import type { RoomAllocationViews } from './views.ts';

const tag = 'Closures';

type Announcing = Call<undefined, undefined, ClosureBody>;

const unknownCenter = (): Reply => fieldProblem(404, 'unknown-center', 'center', 'the id of a center');

async function centerOf({ centers }: Coordinator, id: string): Promise<KnownCenter | undefined> {
  const { state, version } = await centers.load(centerStream(id));
  return state && { center: state, version };
}

/** What a body asks for, under the id that it would have. */
function announcement({ body, createdId, principal }: Announcing) {
  const { center, resources, start, end, reason } = body;
  return {
    closureId: ClosureId.parse(`${center}.${createdId}`),
    ...(resources && { resourceIds: resources }),
    start,
    end,
    ordered: { by: principal.id, reason },
  };
}

/** Why a center would refuse it; undefined where it would not. */
function objection(known: KnownCenter, command: ClosureChange, now: string): CenterRefusal | undefined {
  const decision = centerRules.decide({ ...command, now }, known.center);
  return decision.ok ? undefined : decision.refusal;
}

/** Everything about a closure that can be told before it is announced. */
async function understand(coordinator: Coordinator, views: RoomAllocationViews, call: Announcing) {
  const known = await centerOf(coordinator, call.body.center);
  if (!known) return { ok: false, reply: unknownCenter() } as const;
  const closure = announcement(call);
  const now = timestampOf(coordinator.clock.now());
  const refusal = objection(known, { type: 'AnnounceClosure', ...closure }, now);
  if (refusal) return { ok: false, reply: refusalReply(refusal) } as const;
  const displaced = await previewOf(coordinator, views, known, { ...closure, isLifted: false });
  return { ok: true, closure, displaced, now } as const;
}

const announceRoute = (coordinator: Coordinator, views: RoomAllocationViews): Route =>
  route({
    method: 'post',
    path: '/api/closures',
    operationId: 'announceClosure',
    tag,
    summary:
      'Take rooms, people, kit or a whole center out of use in [start, end): who is there is given another place of the same day, or told that there is none',
    body: ClosureBody,
    responses: {
      201: { description: 'the closure, and whom it displaces as far as is known', schema: AnnouncedClosure },
    },
    problems: refusalProblems,
    async handle(call): Promise<Reply> {
      const understood = await understand(coordinator, views, call);
      if (!understood.ok) return understood.reply;
      const { closure, displaced, now } = understood;
      const { center } = call.body;
      const stream = centerStream(center);
      const outcome = await coordinator.centers.execute({
        stream,
        command: { type: 'AnnounceClosure', ...closure, now },
        commandId: call.commandId,
        principal: call.principal.id,
        partitionKey: center,
        body: call.body,
      });
      if (!outcome.ok) return refusalReply(outcome.refusal);
      const announced = closureDocument(center, { ...closure, isLifted: false });
      return {
        status: 201,
        body: { ...announced, displaced },
        headers: {
          Location: `/api/closures/${closure.closureId}`,
          ...(outcome.position && { [POSITION_HEADER]: `${stream}@${outcome.position}` }),
        },
      };
    },
  });

const previewRoute = (coordinator: Coordinator, views: RoomAllocationViews): Route =>
  route({
    method: 'post',
    path: '/api/closures/preview',
    operationId: 'previewClosure',
    tag,
    summary: 'Whom a closure would displace if it were announced now, and where to; nothing is changed',
    body: ClosureBody,
    responses: { 200: { description: 'everybody in the way, by start', schema: ClosurePreview } },
    problems: refusalProblems,
    async handle(call): Promise<Reply> {
      const understood = await understand(coordinator, views, call);
      return understood.ok ? { status: 200, body: { displaced: understood.displaced } } : understood.reply;
    },
  });

const listRoute = (coordinator: Coordinator): Route =>
  route({
    method: 'get',
    path: '/api/closures',
    operationId: 'listClosures',
    tag,
    summary: 'What of a center is out of use now or will be, by start',
    query: z.strictObject({ center: CenterId }),
    responses: { 200: { description: 'running and coming closures', schema: ClosureList } },
    problems: { 'unknown-center': 404 },
    async handle({ query }): Promise<Reply> {
      const known = await centerOf(coordinator, query.center);
      if (!known) return unknownCenter();
      const coming = { start: minuteNow(coordinator), end: Number.POSITIVE_INFINITY };
      const items = closuresWithin(known.center.closures, coming);
      return { status: 200, body: { items: items.map((closure) => closureDocument(query.center, closure)) } };
    },
  });

const liftRoute = ({ centers, clock }: Coordinator): Route =>
  route({
    method: 'delete',
    path: '/api/closures/{id}',
    operationId: 'liftClosure',
    tag,
    summary: 'Take back into use what is closed; whoever was displaced stays where they are',
    params: z.object({ id: ClosureId }),
    responses: { 200: { description: 'the closure that is lifted', schema: ClosureDocument } },
    problems: refusalProblems,
    async handle({ params: { id: closureId }, commandId, principal }): Promise<Reply> {
      const center = CenterId.parse(closureId.slice(0, closureId.lastIndexOf('.')));
      const outcome = await centers.execute({
        stream: centerStream(center),
        command: { type: 'LiftClosure', closureId, by: principal.id, now: timestampOf(clock.now()) },
        commandId,
        principal: principal.id,
        partitionKey: center,
        body: { closureId },
      });
      // A center that is not there has no closures.
      const lifted = outcome.state?.closures.find((closure) => closure.closureId === closureId);
      if (!lifted) return refusalReply({ code: 'unknown-closure', closureId });
      if (!outcome.ok) return refusalReply(outcome.refusal);
      return { status: 200, body: closureDocument(center, lifted) };
    },
  });

/** Announcing, foreseeing, listing and lifting closures. */
export const closureRoutes = (coordinator: Coordinator, views: RoomAllocationViews): readonly Route[] => [
  announceRoute(coordinator, views),
  previewRoute(coordinator, views),
  listRoute(coordinator),
  liftRoute(coordinator),
];
