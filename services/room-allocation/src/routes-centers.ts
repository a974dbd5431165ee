import { Bilingual, CenterId, CenterProfile, Resource, ResourceId, timestampOf } from '@huitang/contracts';
import {
  type Call,
  expectedNumber,
  fieldProblem,
  type Platform,
  type Reply,
  type Route,
  route,
} from '@huitang/runtime';
import { z } from 'zod';
import { documentReply, documentResponse } from './center-document.ts';
import type { CenterChange, CenterCommand } from './domain/center.ts';
import { centerStream } from './domain/center-days.ts';
import { type Opened, openCenter } from './open-center.ts';
import { standardOffsetMinutes } from './opening.ts';
import { refusalProblems, refusalReply } from './refusals.ts';
import type { OwnStreams } from './streams.ts';

const tag = 'Centers';

const OneCenter = z.object({ id: CenterId });
const OneResource = z.object({ id: CenterId, resourceId: ResourceId });

type AnyCall = Call<unknown, unknown, unknown>;
type Change = (call: AnyCall, id: CenterId, status: number, command: CenterChange) => Promise<Reply>;

const requestOf = <C extends CenterCommand>({ commandId, principal, body }: AnyCall, id: CenterId, command: C) => ({
  stream: centerStream(id),
  command,
  commandId,
  principal: principal.id,
  partitionKey: id,
  body,
});

function replyOf(id: CenterId, status: number, outcome: Opened): Reply {
  if (!outcome.ok) return refusalReply(outcome.refusal);
  const reply = documentReply(status, outcome);
  return { ...reply, headers: { ...reply.headers, Location: `/api/centers/${id}` } };
}

const changeIn =
  ({ centers }: OwnStreams): Change =>
  async (call, id, status, change) => {
    const expected = expectedNumber(call.headers['if-match']);
    if (expected === 'malformed') {
      return fieldProblem(422, 'invalid-request', 'If-Match', 'one ETag of this center');
    }
    const command = expected === undefined ? change : { ...change, expectedVersion: expected };
    return replyOf(id, status, await centers.execute(requestOf(call, id, command)));
  };

function openRoute(streams: OwnStreams, now: () => number): Route {
  return route<undefined, undefined, CenterProfile>({
    method: 'post',
    path: '/api/centers',
    operationId: 'openCenter',
    tag,
    summary: 'Open a center with its hours, facilities and resources',
    body: CenterProfile,
    responses: { 201: documentResponse('the center') },
    problems: refusalProblems,
    async handle(call) {
      const profile = call.body;
      const offset = standardOffsetMinutes(profile.timeZone, now());
      const command = {
        type: 'OpenCenter',
        profile,
        standardOffsetMinutes: offset,
        now: timestampOf(now()),
      } as const;
      return replyOf(profile.id, 201, await openCenter(streams, requestOf(call, profile.id, command)));
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
    takes: ['If-Match'],
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
      takes: ['If-Match'],
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
      takes: ['If-Match'],
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
export function centerRoutes({ clock }: Platform, streams: OwnStreams): readonly Route[] {
  const change = changeIn(streams);
  const now = (): number => clock.now();
  return [openRoute(streams, now), renameRoute(change, now), ...resourceRoutes(change, now)];
}
