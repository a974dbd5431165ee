import { ActivityId } from '@huitang/contracts';
import { fieldProblem, type Platform, type Route, route, waitUntilSeen } from '@huitang/runtime';
import { z } from 'zod';
import { channelOf, type Delivery, keyOf, triesOf } from './domain/delivery.ts';
import { messageNames } from './domain/message.ts';
import type { Ledger } from './ledger.ts';
import { REACTIONS_GROUP } from './reactions.ts';
import { knownActivity, type NotificationViews } from './views.ts';

const Entry = z.object({
  message: z.enum(messageNames),
  revision: z.int(),
  /** Of a `reminder`: how long before the start. */
  minutesBefore: z.int().optional(),
  /** The Vault subject it goes to; never an address. */
  recipient: z.string(),
  channel: z.string(),
  state: z.enum(['planned', 'delivered', 'failed', 'dropped']),
  attempts: z.int(),
  /** While planned, when it is due; after that, when it ended. */
  at: z.string(),
  /** Why it was dropped, and what went wrong last. */
  error: z.string().optional(),
});

function entry(delivery: Delivery): z.infer<typeof Entry> {
  const { message, minutesBefore, revision, recipient, state, at, reason, error } = delivery;
  const why = [reason, error].filter((part) => part !== undefined).join(': ');
  return {
    ...{ message, revision, recipient, channel: channelOf(delivery), state, attempts: triesOf(delivery), at },
    ...(minutesBefore !== undefined && { minutesBefore }),
    ...(why && { error: why }),
  };
}

const byPlan = (a: Delivery, b: Delivery): number =>
  a.revision - b.revision ||
  Date.parse(a.tellAt) - Date.parse(b.tellAt) ||
  messageNames.indexOf(a.message) - messageNames.indexOf(b.message) ||
  (keyOf(a) < keyOf(b) ? -1 : 1);

/** What became of every message about an activity. */
export const deliveriesRoute = (platform: Platform, views: NotificationViews, ledger: Ledger): Route =>
  route({
    method: 'get',
    path: '/api/activities/{id}/deliveries',
    operationId: 'listDeliveries',
    tag: 'Activities',
    summary: 'Every message about an activity: planned, delivered, failed or dropped, and why',
    params: z.object({ id: ActivityId }),
    query: z.strictObject({ seen: z.string().max(300).optional() }),
    responses: { 200: { description: 'all of them', schema: z.object({ items: z.array(Entry) }) } },
    problems: { 'unknown-activity': 404, 'not-seen-yet': 503 },
    async handle({ params, query }) {
      const behind = await waitUntilSeen(platform, REACTIONS_GROUP, query.seen);
      if (behind) return behind;
      const deliveries = await ledger.ofActivity(params.id);
      if (deliveries.length === 0 && !(await knownActivity(views, params.id))) {
        return fieldProblem(404, 'unknown-activity', 'id', 'the id of an activity');
      }
      return { status: 200, body: { items: [...deliveries].sort(byPlan).map(entry) } };
    },
  });
