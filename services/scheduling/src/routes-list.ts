import { CenterId, Instant, instantOf, KindId, minuteOf, OrganizationId } from '@huitang/contracts';
import { type Condition, type Reply, type Route, route, waitUntilSeen } from '@huitang/runtime';
import { z } from 'zod';
import type { ActivityRow } from './activity-row.ts';
import type { SchedulingContext } from './context.ts';
import { ActivitySummary, StatusText } from './representation.ts';
import { VIEWS_GROUP } from './views.ts';

const ListQuery = z
  .strictObject({
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
  })
  .refine(({ from, to }) => !from || !to || minuteOf(from) < minuteOf(to), { error: 'from before to', path: ['to'] });
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

const summary = ({ kindId: _, tentative, ...row }: ActivityRow): z.infer<typeof ActivitySummary> => ({
  ...row,
  // What has a place has claims.
  announced: row.claims.length > 0 && !tentative,
  claims: [...row.claims],
});

/** Reads a view, so it may be behind: `?seen=` waits. */
export function listRoute({ platform, views }: SchedulingContext): Route {
  const page = z.object({ items: z.array(ActivitySummary), cursor: z.string().optional() });
  return route({
    method: 'get',
    path: '/api/activities',
    operationId: 'listActivities',
    tag: 'Activities',
    summary: 'Activities by start',
    query: ListQuery,
    responses: { 200: { description: 'one page', schema: page } },
    problems: { 'not-seen-yet': 503 },
    async handle({ query }): Promise<Reply> {
      const behind = await waitUntilSeen(platform, VIEWS_GROUP, query.seen);
      if (behind) return behind;
      const { limit, cursor } = query;
      const found = await views.activities.find({
        where: conditions(query),
        sort: [['start', 'asc']],
        limit,
        ...(cursor && { cursor }),
      });
      return { status: 200, body: { ...found, items: found.items.map(summary) } };
    },
  });
}
