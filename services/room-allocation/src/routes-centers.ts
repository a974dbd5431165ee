import { Bilingual, CenterId, CenterProfile, Resource, ResourceId, timestampOf } from '@huitang/contracts';
import { type Call, type Platform, type Reply, type Route, route } from '@huitang/runtime';
import { z } from 'zod';
import { documentReply, documentResponse } from './center-document.ts';
import type { CenterCommand } from './domain/center.ts';
import { centerStream } from './domain/center-days.ts';
import { standardOffsetMinutes } from './opening.ts';
import { refusalProblems, refusalReply } from './refusals.ts';
import type { Centers } from './streams.ts';

const tag = 'Centers';

const OneCenter = z.object({ id: CenterId });
const OneResource = z.object({ id: CenterId, resourceId: ResourceId });

type Change = (
  call: Call<unknown, unknown, unknown>,
  id: CenterId,
  status: number,
  command: CenterCommand,
) => Promise<Reply>;

const changeIn =
  (centers: Centers): Change =>
  async ({ commandId, principal, body }, id, status, command) => {
    const stream = centerStream(id);
    const request = { stream, command, commandId, principal: principal.id, partitionKey: id, body };
    const outcome = await centers.execute(request);
    if (!outcome.ok) return refusalReply(outcome.refusal);
    const reply = documentReply(status, outcome);
    return { ...reply, headers: { ...reply.headers, Location: `/api/centers/${id}`, 'Huitang-Command': commandId } };
  };

function openRoute(change: Change, now: () => number): Route {
  return route<undefined, undefined, CenterProfile>({
    method: 'post',
    path: '/api/centers',
    operationId: 'openCenter',
    tag,
    summary: 'Open a center with its hours, facilities and resources',
    body: CenterProfile,
    responses: { 201: documentResponse('the center') },
    problems: refusalProblems,
    handle: (call) => {
      const offset = standardOffsetMinutes(call.body.timeZone, now());
      const command = {
        type: 'OpenCenter',
        profile: call.body,
        standardOffsetMinutes: offset,
        now: timestampOf(now()),
      } as const;
      return change(call, call.body.id, 201, command);
    },
  });
}

function renameRoute(change: Change, now: () => number): Route {
  return route({
    method: 'post',
    path: '/api/centers/{id}/rename',
    operationId: 'renameCenter',
    tag,
    summary: 'Give a center a new name; the old one stays findable',
    params: OneCenter,
    body: z.strictObject({ name: Bilingual }),
    responses: { 200: documentResponse('the center') },
    problems: refusalProblems,
    handle: (call) =>
      change(call, call.params.id, 200, { type: 'RenameCenter', name: call.body.name, now: timestampOf(now()) }),
  });
}

function resourceRoutes(change: Change, now: () => number): readonly Route[] {
  return [
    route({
      method: 'post',
      path: '/api/centers/{id}/resources',
      operationId: 'addResource',
      tag,
      summary: 'Add a room, a person, kit or a stop to a center',
      params: OneCenter,
      body: Resource,
      responses: { 201: documentResponse('the center') },
      problems: refusalProblems,
      handle: (call) =>
        change(call, call.params.id, 201, { type: 'AddResource', resource: call.body, now: timestampOf(now()) }),
    }),
    route({
      method: 'put',
      path: '/api/centers/{id}/resources/{resourceId}',
      operationId: 'changeResource',
      tag,
      summary: 'Change a resource; what it has been booked for stays',
      params: OneResource,
      body: Resource,
      responses: { 200: documentResponse('the center') },
      problems: refusalProblems,
      handle: async (call) => {
        const { id, resourceId } = call.params;
        if (call.body.id !== resourceId) return refusalReply({ code: 'unknown-resource', resourceId: call.body.id });
        return change(call, id, 200, { type: 'ChangeResource', resource: call.body, now: timestampOf(now()) });
      },
    }),
  ];
}

/** Opening and changing centers. */
export function centerRoutes({ clock }: Platform, centers: Centers): readonly Route[] {
  const change = changeIn(centers);
  const now = (): number => clock.now();
  return [openRoute(change, now), renameRoute(change, now), ...resourceRoutes(change, now)];
}
