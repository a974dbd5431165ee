import { ActivityId, lastModifiedOf } from '@huitang/contracts';
import { fieldProblem, type Route, route } from '@huitang/runtime';
import { z } from 'zod';
import type { CalendarViews } from '../views.ts';
import { type Following, followingOf } from './following.ts';
import { FeedOwner } from './token-document.ts';
import type { TokenStore } from './token-store.ts';

const Reach = z.object({
  /** When what is shown of it changed last. */
  changedAt: z.string(),
  /** Calendars that follow a private feed which it is in, or was in before. */
  calendars: z.int(),
  /** Of these, those that have come since. */
  seen: z.int(),
  /** By sort of feed. Who follows the public feeds is not known. */
  items: z.array(z.object({ type: FeedOwner.shape.type, calendars: z.int(), seen: z.int() })),
});

const counted = (all: readonly Following[]) => ({
  calendars: all.length,
  seen: all.filter(({ hasSeen }) => hasSeen).length,
});

/** How many calendars have the last change of an activity. */
export const reachRoute = ({ own, centers }: CalendarViews, store: TokenStore): Route =>
  route({
    method: 'get',
    path: '/api/activities/{id}/reach',
    operationId: 'activityReach',
    tag: 'Calendar feeds',
    summary: 'How many calendars with a private feed have seen the last change of an activity',
    params: z.object({ id: ActivityId }),
    responses: { 200: { description: 'calendars, and those that have seen it', schema: Reach } },
    problems: { 'unknown-activity': 404 },
    async handle({ params }) {
      const entry = await own.get(params.id);
      const center = entry && (await centers.get(entry.center));
      if (!entry || !center) {
        return fieldProblem(404, 'unknown-activity', 'id', 'the id of an activity that has a place');
      }
      const changedAt = lastModifiedOf(entry, center);
      const all = await followingOf(store, [...entry.feeds, ...entry.left], Date.parse(changedAt));
      const items = FeedOwner.shape.type.options
        .map((type) => ({ type, ...counted(all.filter(({ token }) => token.feed.type === type)) }))
        .filter(({ calendars }) => calendars > 0);
      return { status: 200, body: { changedAt, ...counted(all), items } };
    },
  });
