import { type ActivityId, type Order, OrderReason, timestampOf } from '@huitang/contracts';
import { isStaff, notAllowed, type Route, route, staffProblems } from '@huitang/runtime';
import { z } from 'zod';
import { carryOut, documentResponses } from './carry-out.ts';
import type { SchedulingContext } from './context.ts';
import type { ActivityCommand } from './domain/decide.ts';
import type { Expected } from './domain/staleness.ts';
import { centerOf, expectedOf, malformedIfMatch } from './expected-activity.ts';
import { ActivityParams } from './proposal-body.ts';
import { refusalProblems, refusalReply } from './refusals.ts';
import { orderBy } from './staff.ts';

/** Staff of a center say why they want it; whoever else asks says nothing. */
const StaffReason = z.strictObject({ reason: OrderReason.optional() }).optional();
type StaffReason = z.infer<typeof StaffReason>;

/** Something that may be done to an activity as it is, without saying more about it. */
interface OrderSpec {
  readonly name: 'announce' | 'cancel' | 'pin';
  readonly summary: string;
  /** True where room-allocation has to be asked, so that the answer may come later. */
  readonly isAsked: boolean;
  /** True where staff may say why: it is kept that they ordered it. */
  readonly takesReason?: boolean;
  readonly command: (asked: Asked, now: string) => ActivityCommand;
}

interface Asked extends Expected {
  readonly ordered?: Order;
}

const orders: readonly OrderSpec[] = [
  {
    name: 'cancel',
    summary: 'Call an activity off; its rooms are free again',
    isAsked: false,
    command: (asked, now) => ({ type: 'CancelActivity', now, ...asked }),
  },
  {
    name: 'announce',
    summary: 'Announce an activity before its time: it moves no more and is public from now on',
    isAsked: true,
    command: (asked, now) => ({ type: 'AnnounceActivity', now, ...asked }),
  },
  {
    name: 'pin',
    summary: 'Fix the start and the room an activity has now; it is announced when its time has come',
    isAsked: true,
    takesReason: true,
    command: (asked) => ({ type: 'PinActivity', ...asked }),
  },
];

function orderRoute(context: SchedulingContext, spec: OrderSpec): Route {
  const { activities, platform } = context;
  const { 201: _, 202: taken, 200: done } = documentResponses;
  return route<{ id: ActivityId }, undefined, StaffReason>({
    method: 'post',
    path: `/api/activities/{id}/${spec.name}`,
    operationId: `${spec.name}Activity`,
    tag: 'Activities',
    summary: spec.summary,
    params: ActivityParams,
    ...(spec.takesReason && { body: StaffReason }),
    takes: spec.isAsked ? ['If-Match', 'Prefer'] : ['If-Match'],
    responses: { 200: done, ...(spec.isAsked && { 202: taken }) },
    problems: { ...refusalProblems, ...(spec.takesReason && staffProblems) },
    async handle(call) {
      const { id } = call.params;
      const reason = call.body?.reason;
      if (reason !== undefined && !isStaff(call.principal)) return notAllowed();
      const expected = expectedOf(call.headers['if-match']);
      if (expected === 'malformed') return malformedIfMatch();
      const center = await centerOf(activities, id);
      if (!center) return refusalReply({ code: 'unknown-activity' });
      const asked = {
        ...expected,
        ...(reason !== undefined && { ordered: orderBy(call.principal, reason) }),
      };
      const command = spec.command(asked, timestampOf(platform.clock.now()));
      return carryOut(context, call, { id, command, center, decidedStatus: 200 });
    },
  });
}

/** Calling off, announcing, pinning. */
export const orderRoutes = (context: SchedulingContext): readonly Route[] =>
  orders.map((spec) => orderRoute(context, spec));
