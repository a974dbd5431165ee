import { ActivityId, Audience, CenterId, OrderReason, OrganizationId, ResourceId, Title } from '@huitang/contracts';
import { fieldProblem, isStaff, notAllowed, type Reply, type Route, route, staffProblems } from '@huitang/runtime';
import { z } from 'zod';
import { carryOut, documentResponses, repeated } from './carry-out.ts';
import type { SchedulingContext } from './context.ts';
import { hearOf } from './known-center.ts';
import { objection, objectionReply } from './objection.ts';
import { currentMinute } from './proposal.ts';
import { oneOf } from './proposal-body.ts';
import { refusalProblems } from './refusals.ts';
import { roomProblem } from './room-problem.ts';
import { objectToWalkIn, type WalkIn, walkInDetails, walkInKind } from './walk-in.ts';

const DECIDED = 201;
const DAY_MINUTES = 1440;

const walkInBody = ({ catalogue }: SchedulingContext) =>
  z.strictObject({
    room: ResourceId,
    minutes: z.int().min(1).max(DAY_MINUTES),
    headcount: z.int().min(1).max(100_000),
    /** Default: the name of the kind. */
    title: Title.optional(),
    /** Default: the kind that the catalogue keeps for walk-ins. */
    kind: oneOf(catalogue.kinds).optional(),
    /** Default: the center itself, and then nobody is mailed. */
    organization: OrganizationId.optional(),
    audience: Audience.optional(),
    reason: OrderReason.optional(),
  });

const problems = {
  ...refusalProblems,
  ...staffProblems,
  'unknown-center': 404,
  'unknown-resource': 422,
  'unknown-organization': 422,
  'missing-field': 422,
  'too-short': 422,
  'too-long': 422,
  'not-seen-yet': 503,
};

async function centerProblem({ views, platform }: SchedulingContext, id: CenterId): Promise<Reply | undefined> {
  if (await views.centers.get(id)) return undefined;
  const behind = await hearOf(platform, id);
  if (behind || (await views.centers.get(id))) return behind;
  return fieldProblem(404, 'unknown-center', 'id', 'the id of a center');
}

async function walkInProblem(context: SchedulingContext, id: CenterId, walkIn: WalkIn): Promise<Reply | undefined> {
  const elsewhere = (await centerProblem(context, id)) ?? (await roomProblem(context, id, [walkIn.room], () => 'room'));
  if (elsewhere) return elsewhere;
  const { organization } = walkIn;
  if (!organization || (await context.platform.vault.get(`organization/${organization}`))) return undefined;
  return objectionReply(objection('unknown-organization', 'organization', 'the id of an organization'));
}

/** A free room, taken now: the same proposal as any other, and the same answer. */
export function walkInRoute(context: SchedulingContext): Route {
  const { catalogue, platform } = context;
  const { 200: _, ...responses } = documentResponses;
  return route<{ id: CenterId }, undefined, WalkIn>({
    method: 'post',
    path: '/api/centers/{id}/walk-ins',
    operationId: 'takeWalkIn',
    tag: 'Activities',
    summary: 'Staff take a free room from the next full minute on',
    params: z.object({ id: CenterId }),
    body: walkInBody(context),
    takes: ['Prefer'],
    responses,
    problems,
    async handle(call) {
      const { params, body, principal } = call;
      if (!isStaff(principal)) return notAllowed();
      const id = ActivityId.parse(call.createdId);
      const earlier = await repeated(context, call, { id, decidedStatus: DECIDED });
      if (earlier) return earlier;
      const kind = walkInKind(catalogue, body);
      if (!kind) return objectionReply(objection('missing-field', 'kind', 'a kind of the catalogue'));
      const against = objectToWalkIn(kind, body);
      if (against) return objectionReply(against);
      const wrong = await walkInProblem(context, params.id, body);
      if (wrong) return wrong;
      const details = walkInDetails(body, { kind, center: params.id, by: principal, now: currentMinute(platform) });
      const command = { type: 'ProposeActivity', activityId: id, details } as const;
      return carryOut(context, call, { id, command, center: params.id, decidedStatus: DECIDED });
    },
  });
}
