import { CenterId, LocalDate, UnmetDemand } from '@huitang/contracts';
import { type Collection, type Platform, type Reply, type Route, route, waitUntilSeen } from '@huitang/runtime';
import { z } from 'zod';
import type { Coordinator } from './coordinator/coordinator.ts';
import { unmetDemand } from './demand/report.ts';
import type { Unmet } from './demand/unmet.ts';
import { centerStream } from './domain/center-days.ts';
import { unknownCenter } from './routes-closing.ts';
import { VIEWS_GROUP } from './views.ts';

const DAYS_MAX = 92;
const MS_PER_DAY = 86_400_000;

const Query = z
  .strictObject({ center: CenterId, from: LocalDate, to: LocalDate, seen: z.string().max(300).optional() })
  .refine(({ from, to }) => from <= to, { error: 'not before from', path: ['to'] })
  .refine(({ from, to }) => (Date.parse(to) - Date.parse(from)) / MS_PER_DAY < DAYS_MAX, {
    error: `at most ${DAYS_MAX} dates`,
    path: ['to'],
  });

/** What a district decides what to build by. */
export const insightsRoute = (platform: Platform, coordinator: Coordinator, unmet: Collection<Unmet>): Route =>
  route({
    method: 'get',
    path: '/api/insights/unmet-demand',
    operationId: 'unmetDemand',
    tag: 'Insights',
    summary: 'What was asked of a center for these dates and not given as asked, and what would have helped',
    query: Query,
    responses: { 200: { description: 'wishes alike in groups, the largest first', schema: UnmetDemand } },
    problems: { 'unknown-center': 404, 'not-seen-yet': 503 },
    async handle({ query }): Promise<Reply> {
      const behind = await waitUntilSeen(platform, VIEWS_GROUP, query.seen);
      if (behind) return behind;
      const { state, version } = await coordinator.centers.load(centerStream(query.center));
      if (!state) return unknownCenter();
      return { status: 200, body: await unmetDemand(coordinator, unmet, { center: state, version }, query) };
    },
  });
