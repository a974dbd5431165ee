import { AnnouncedClosure, ClosureBody, ClosureId, ClosurePreview, timestampOf } from '@huitang/contracts';
import {
  type Call,
  fieldProblem,
  isStaff,
  notAllowed,
  POSITION_HEADER,
  type Reply,
  type Route,
  route,
  staffProblems,
} from '@huitang/runtime';
import { closureDocument } from './closure-document.ts';
import type { Coordinator } from './coordinator/coordinator.ts';
import { type CenterRefusal, centerRules } from './domain/center.ts';
import type { ClosureChange } from './domain/center-closures.ts';
import { centerStream } from './domain/center-days.ts';
import type { KnownCenter } from './facts.ts';
import { previewOf } from './preview-closure.ts';
import { refusalProblems, refusalReply } from './refusals.ts';
import type { RoomAllocationViews } from './views.ts';

const tag = 'Closures';

type Announcing = Call<undefined, undefined, ClosureBody>;

export const unknownCenter = (): Reply => fieldProblem(404, 'unknown-center', 'center', 'the id of a center');

export async function centerOf({ centers }: Coordinator, id: string): Promise<KnownCenter | undefined> {
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

export const announceRoute = (coordinator: Coordinator, views: RoomAllocationViews): Route =>
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
    problems: { ...refusalProblems, ...staffProblems },
    async handle(call): Promise<Reply> {
      if (!isStaff(call.principal)) return notAllowed();
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

export const previewRoute = (coordinator: Coordinator, views: RoomAllocationViews): Route =>
  route({
    method: 'post',
    path: '/api/closures/preview',
    operationId: 'previewClosure',
    tag,
    summary: 'Whom a closure would displace if it were announced now, and where to; nothing is changed',
    body: ClosureBody,
    responses: { 200: { description: 'everybody in the way, by start', schema: ClosurePreview } },
    problems: { ...refusalProblems, ...staffProblems },
    async handle(call): Promise<Reply> {
      if (!isStaff(call.principal)) return notAllowed();
      const understood = await understand(coordinator, views, call);
      return understood.ok ? { status: 200, body: { displaced: understood.displaced } } : understood.reply;
    },
  });
