import { type Commit, type Reply, type Route, route } from '@huitang/runtime';
import { z } from 'zod';
import type { SchedulingContext } from './context.ts';
import { activityStream } from './decider.ts';
import { ActivityParams } from './proposal-body.ts';
import { refusalReply } from './refusals.ts';
import { ActivityDocument, activityDocument, etagOf } from './representation.ts';

const tag = 'Activities';
const problems = { 'unknown-activity': 404 };

function readRoute({ activities }: SchedulingContext): Route {
  return route({
    method: 'get',
    path: '/api/activities/{id}',
    operationId: 'readActivity',
    tag,
    summary: 'One activity, as it is now',
    params: ActivityParams,
    responses: { 200: { description: 'the activity', schema: ActivityDocument } },
    problems,
    async handle({ params }): Promise<Reply> {
      const { state, version } = await activities.load(activityStream(params.id));
      if (!state) return refusalReply({ code: 'unknown-activity' });
      return { status: 200, body: activityDocument(state), headers: { ETag: etagOf(state, version) } };
    },
  });
}

const HistoryEntry = z.object({
  version: z.int(),
  at: z.string(),
  by: z.string(),
  commandId: z.string(),
  causationId: z.string().nullable(),
  events: z.array(z.object({ type: z.string(), data: z.unknown() })),
});

const historyEntry = ({
  version,
  at,
  principal,
  commandId,
  causationId,
  events,
}: Commit): z.infer<typeof HistoryEntry> => ({
  version,
  at,
  by: principal,
  commandId,
  causationId,
  events: events.map(({ type, data }) => ({ type, data })),
});

function historyRoute({ log }: SchedulingContext): Route {
  return route({
    method: 'get',
    path: '/api/activities/{id}/history',
    operationId: 'activityHistory',
    tag,
    summary: 'Who did what when, from the log',
    params: ActivityParams,
    responses: { 200: { description: 'every commit', schema: z.object({ items: z.array(HistoryEntry) }) } },
    problems,
    async handle({ params }): Promise<Reply> {
      const commits = await log.read(activityStream(params.id));
      if (commits.length === 0) return refusalReply({ code: 'unknown-activity' });
      return { status: 200, body: { items: commits.map(historyEntry) } };
    },
  });
}

const Explanation = ActivityDocument.pick({
  id: true,
  status: true,
  revision: true,
  allocation: true,
  displaced: true,
  declined: true,
});

function explanationRoute({ activities }: SchedulingContext): Route {
  return route({
    method: 'get',
    path: '/api/activities/{id}/explanation',
    operationId: 'activityExplanation',
    tag,
    summary: 'Why this answer: reasons as data, and what could be had instead',
    params: ActivityParams,
    responses: { 200: { description: 'the reasons', schema: Explanation } },
    problems,
    async handle({ params }): Promise<Reply> {
      const { state } = await activities.load(activityStream(params.id));
      if (!state) return refusalReply({ code: 'unknown-activity' });
      const { id, status, revision, allocation, displaced, declined } = activityDocument(state);
      return {
        status: 200,
        body: {
          id,
          status,
          revision,
          ...(allocation && { allocation }),
          ...(displaced && { displaced }),
          ...(declined && { declined }),
        },
      };
    },
  });
}

/** Reads of one activity go to its stream and are never behind. */
export const readingRoutes = (context: SchedulingContext): readonly Route[] => [
  readRoute(context),
  historyRoute(context),
  explanationRoute(context),
];
