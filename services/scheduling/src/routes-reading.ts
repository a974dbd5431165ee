import { CenterId, Instant, instantOf, KindId, minuteOf, OrganizationId } from '@huitang/contracts';
import {
  type Commit,
  type Condition,
  type EventLog,
  type Platform,
  type Reply,
  type Route,
  route,
  waitUntilSeen,
} from '@huitang/runtime';
import { z } from 'zod';
import { activityStream } from './decider.ts';
import { ActivityParams } from './proposal-body.ts';
import type { Activities } from './reactions.ts';
import { refusalReply } from './refusals.ts';
import { ActivityDocument, ActivitySummary, activityDocument, StatusText } from './representation.ts';
import { type ActivityRow, type SchedulingViews, VIEWS_GROUP } from './views.ts';

const tag = 'Activities';

const ListQuery = z.strictObject({
  center: CenterId.optional(),
  organization: OrganizationId.optional(),
  kind: KindId.optional(),
  status: StatusText.optional(),
  /** Activities that start in [from, to). */
  from: Instant.optional(),
  to: Instant.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(1000).optional(),
  seen: z.string().max(300).optional(),
});
type ListQuery = z.infer<typeof ListQuery>;

function conditions({ center, organization, kind, status, from, to }: ListQuery): Record<string, Condition> {
  const range = { ...(from && { gte: instantOf(minuteOf(from)) }), ...(to && { lt: instantOf(minuteOf(to)) }) };
  return {
    ...(center && { center }),
    ...(organization && { organization }),
    ...(kind && { kindId: kind }),
    ...(status && { status }),
    ...(from || to ? { start: range } : {}),
  };
}

const summary = ({ kindId: _, ...row }: ActivityRow): z.infer<typeof ActivitySummary> => ({
  ...row,
  claims: [...row.claims],
});

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

/** Reads of one activity go to its stream and are never behind; lists read views and take `?seen=`. */
export function activityReads(
  platform: Platform,
  log: EventLog,
  views: SchedulingViews,
  activities: Activities,
): readonly Route[] {
  const list = route({
    method: 'get',
    path: '/api/activities',
    operationId: 'listActivities',
    tag,
    summary: 'Activities by start',
    query: ListQuery,
    responses: {
      200: {
        description: 'one page',
        schema: z.object({ items: z.array(ActivitySummary), cursor: z.string().optional() }),
      },
    },
    problems: { 'not-seen-yet': 503 },
    async handle({ query }): Promise<Reply> {
      const behind = await waitUntilSeen(platform, VIEWS_GROUP, query.seen);
      if (behind) return behind;
      const { limit, cursor } = query;
      const page = await views.activities.find({
        where: conditions(query),
        sort: [['start', 'asc']],
        limit,
        ...(cursor && { cursor }),
      });
      return { status: 200, body: { ...page, items: page.items.map(summary) } };
    },
  });

  const read = route({
    method: 'get',
    path: '/api/activities/{id}',
    operationId: 'readActivity',
    tag,
    summary: 'One activity, as it is now',
    params: ActivityParams,
    responses: { 200: { description: 'the activity', schema: ActivityDocument } },
    problems: { 'unknown-activity': 404 },
    async handle({ params }): Promise<Reply> {
      const { state, version } = await activities.load(activityStream(params.id));
      if (!state) return refusalReply({ code: 'unknown-activity' });
      return { status: 200, body: activityDocument(state), headers: { ETag: `"${state.wished.revision}.${version}"` } };
    },
  });

  const history = route({
    method: 'get',
    path: '/api/activities/{id}/history',
    operationId: 'activityHistory',
    tag,
    summary: 'Who did what when, from the log',
    params: ActivityParams,
    responses: { 200: { description: 'every commit', schema: z.object({ items: z.array(HistoryEntry) }) } },
    problems: { 'unknown-activity': 404 },
    async handle({ params }): Promise<Reply> {
      const commits = await log.read(activityStream(params.id));
      if (commits.length === 0) return refusalReply({ code: 'unknown-activity' });
      return { status: 200, body: { items: commits.map(historyEntry) } };
    },
  });

  const explanation = route({
    method: 'get',
    path: '/api/activities/{id}/explanation',
    operationId: 'activityExplanation',
    tag,
    summary: 'Why this answer: reasons as data, and what could be had instead',
    params: ActivityParams,
    responses: {
      200: {
        description: 'the reasons',
        schema: ActivityDocument.pick({ id: true, status: true, revision: true, allocation: true, declined: true }),
      },
    },
    problems: { 'unknown-activity': 404 },
    async handle({ params }): Promise<Reply> {
      const { state } = await activities.load(activityStream(params.id));
      if (!state) return refusalReply({ code: 'unknown-activity' });
      const { id, status, revision, allocation, declined } = activityDocument(state);
      return {
        status: 200,
        body: { id, status, revision, ...(allocation && { allocation }), ...(declined && { declined }) },
      };
    },
  });
  return [list, read, history, explanation];
}
