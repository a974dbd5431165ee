import { CenterId, ClosureDocument, ClosureId, ClosureList, timestampOf } from '@huitang/contracts';
import { executeFor, isStaff, notAllowed, type Reply, type Route, route, staffProblems } from '@huitang/runtime';
import { z } from 'zod';
import { closureDocument } from './closure-document.ts';
import { type Coordinator, minuteNow } from './coordinator/coordinator.ts';
import { closuresWithin } from './domain/center-closures.ts';
import { centerStream } from './domain/center-days.ts';
import { refusalProblems, refusalReply } from './refusals.ts';
import { announceRoute, centerOf, previewRoute, unknownCenter } from './routes-closing.ts';
import type { RoomAllocationViews } from './views.ts';

const tag = 'Closures';

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
    problems: { ...refusalProblems, ...staffProblems },
    async handle(call): Promise<Reply> {
      const { commandId, principal } = call;
      const { id: closureId } = call.params;
      if (!isStaff(principal)) return notAllowed();
      const center = CenterId.parse(closureId.slice(0, closureId.lastIndexOf('.')));
      const outcome = await executeFor(call, centers, {
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
