import { type Commit, type Reply, type Route, route } from '@huitang/runtime';
import { z } from 'zod';
import type { SchedulingContext } from './context.ts';
import { activityStream } from './decider.ts';
import { Explanation, explanationOf } from './explanation.ts';
import { namesForDocument } from './names.ts';
import { ActivityParams } from './proposal-body.ts';
import { refusalReply } from './refusals.ts';
import { ActivityDocument, activityDocument, etagOf } from './representation.ts';

const tag = 'Activities';
const problems = { 'unknown-activity': 404 };

function readRoute({ activities, views }: SchedulingContext): Route {
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
      const { state } = await activities.load(activityStream(params.id));
      if (!state) return refusalReply({ code: 'unknown-activity' });
      const body = activityDocument(state, await namesForDocument(views, state));
      return { status: 200, body, headers: { ETag: etagOf(state) } };
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

function explanationRoute({ activities, views }: SchedulingContext): Route {
  return route({
    method: 'get',
    path: '/api/activities/{id}/explanation',
    operationId: 'activityExplanation',
    tag,
    summary: 'Why this answer, and what could be had instead: as data, and in words (zh and en)',
    params: ActivityParams,
    responses: { 200: { description: 'the reasons', schema: Explanation } },
    problems,
    async handle({ params }): Promise<Reply> {
      const { state } = await activities.load(activityStream(params.id));
      if (!state) return refusalReply({ code: 'unknown-activity' });
      return { status: 200, body: await explanationOf(views, state) };
    },
  });
}

/** Reads of one activity go to its stream and are never behind. */
export const readingRoutes = (context: SchedulingContext): readonly Route[] => [
  readRoute(context),
  historyRoute(context),
  explanationRoute(context),
];
