import { type ActivityId, timestampOf } from '@huitang/contracts';
import { expectedNumber, type Route, route } from '@huitang/runtime';
import { carryOut, documentResponses } from './carry-out.ts';
import type { SchedulingContext } from './context.ts';
import type { ActivityCommand } from './domain/decide.ts';
import { centerOf, malformedIfMatch } from './expected-activity.ts';
import { ActivityParams } from './proposal-body.ts';
import { refusalProblems, refusalReply } from './refusals.ts';

/** Something that may be done to an activity as it is, without saying more about it. */
interface OrderSpec {
  readonly name: 'announce' | 'cancel' | 'pin';
  readonly summary: string;
  /** True where room-allocation has to be asked, so that the answer may come later. */
  readonly isAsked: boolean;
  readonly command: (expected: { readonly expectedRevision?: number }, now: string) => ActivityCommand;
}

const orders: readonly OrderSpec[] = [
  {
    name: 'cancel',
    summary: 'Call an activity off; its rooms are free again',
    isAsked: false,
    command: (expected, now) => ({ type: 'CancelActivity', now, ...expected }),
  },
  {
    name: 'announce',
    summary: 'Announce an activity before its time: it moves no more and is public from now on',
    isAsked: true,
    command: (expected, now) => ({ type: 'AnnounceActivity', now, ...expected }),
  },
  {
    name: 'pin',
    summary: 'Fix the start and the room an activity has now; it is announced when its time has come',
    isAsked: true,
    command: (expected) => ({ type: 'PinActivity', ...expected }),
  },
];

function orderRoute(context: SchedulingContext, spec: OrderSpec): Route {
  const { activities, platform } = context;
  const { 201: _, 202: taken, 200: done } = documentResponses;
  return route<{ id: ActivityId }>({
    method: 'post',
    path: `/api/activities/{id}/${spec.name}`,
    operationId: `${spec.name}Activity`,
    tag: 'Activities',
    summary: spec.summary,
    params: ActivityParams,
    takes: spec.isAsked ? ['If-Match', 'Prefer'] : ['If-Match'],
    responses: { 200: done, ...(spec.isAsked && { 202: taken }) },
    problems: refusalProblems,
    async handle(call) {
      const { id } = call.params;
      const expected = expectedNumber(call.headers['if-match']);
      if (expected === 'malformed') return malformedIfMatch();
      const center = await centerOf(activities, id);
      if (!center) return refusalReply({ code: 'unknown-activity' });
      const expectation = expected === undefined ? {} : { expectedRevision: expected };
      const command = spec.command(expectation, timestampOf(platform.clock.now()));
      return carryOut(context, call, { id, command, center, decidedStatus: 200 });
    },
  });
}

/** Calling off, announcing, pinning. */
export const orderRoutes = (context: SchedulingContext): readonly Route[] =>
  orders.map((spec) => orderRoute(context, spec));
