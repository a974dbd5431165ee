import { OrganizationId, timestampOf } from '@huitang/contracts';
import { fieldProblem, type Platform, type Reply, type Route, route } from '@huitang/runtime';
import { z } from 'zod';
import type { Delivery } from '../domain/delivery.ts';
import { withoutEnd } from '../domain/fan-out.ts';
import { messageNames } from '../domain/message.ts';
import type { Ledger } from '../ledger.ts';
import type { Endpoint, Endpoints } from './endpoint.ts';
import { OneEndpoint, unknownWebhook } from './routes-endpoints.ts';
import type { Tried, TryLog } from './tries.ts';
import { webhookIdOf } from './tries.ts';

const tag = 'Webhooks';

/** As `listWebhookDeliveries` tells it. */
const TriedId = z
  .string()
  .max(100)
  .regex(/^\d{16}-[\w-]{22}$/, 'the id of a delivery of this webhook');

const Try = z.object({
  at: z.string(),
  status: z.int().optional(),
  error: z.string().optional(),
  tookMs: z.number(),
});

const TriedDocument = z.object({
  id: z.string(),
  /** What it says in `webhook-id`, the same each time. */
  webhookId: z.string(),
  activityId: z.string(),
  revision: z.int(),
  message: z.enum(messageNames),
  state: z.enum(['planned', 'delivered', 'failed', 'dropped']),
  /** While planned, when it is sent, first or again; after that, when it ended. */
  at: z.string(),
  /** Each request and what came of it, the first one first. */
  tries: z.array(Try),
});

interface TriesContext {
  readonly platform: Platform;
  readonly endpoints: Endpoints;
  readonly ledger: Ledger;
  readonly log: TryLog;
}

async function shown(ledger: Ledger, id: string, { delivery, tries }: Tried): Promise<z.infer<typeof TriedDocument>> {
  const { activityId, revision, message, state, at } = (await ledger.find(delivery)) ?? delivery;
  return { id, webhookId: webhookIdOf(delivery), activityId, revision, message, state, at, tries: [...tries] };
}

const listRoute = ({ endpoints, ledger, log }: TriesContext): Route =>
  route({
    method: 'get',
    path: '/api/organizations/{id}/webhooks/{webhookId}/deliveries',
    operationId: 'listWebhookDeliveries',
    tag,
    summary: 'What was sent to a webhook in the last thirty days and what it answered, the newest first',
    params: OneEndpoint,
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: TriedId.optional(),
    }),
    responses: {
      200: {
        description: 'one page',
        schema: z.object({ items: z.array(TriedDocument), cursor: z.string().optional() }),
      },
    },
    problems: { 'unknown-webhook': 404 },
    async handle({ params, query }) {
      if (!(await endpoints.get(params.id, params.webhookId))) return unknownWebhook();
      const found = await log.list(params.webhookId, query.limit, query.cursor);
      const items = await Promise.all(found.map((tried) => shown(ledger, tried.id, tried)));
      const last = found.length === query.limit ? found.at(-1) : undefined;
      return { status: 200, body: { items, ...(last && { cursor: last.id }) } };
    },
  });

/** The same told once more from now on, whether or not it was taken before. */
const onceMore = (delivery: Delivery, again: string, now: number): Delivery => {
  const { reason: _, error: __, looks: ___, ...rest } = withoutEnd(delivery);
  return { ...rest, again, state: 'planned', attempts: 0, at: timestampOf(now) };
};

const OneTried = z.object({ id: OrganizationId, webhookId: OneEndpoint.shape.webhookId, deliveryId: TriedId });

const refused = (endpoint: Endpoint | undefined): Reply | undefined => {
  if (!endpoint) return unknownWebhook();
  return endpoint.disabled && fieldProblem(409, 'webhook-disabled', 'webhookId', 'a webhook that is not disabled');
};

function redeliverRoute({ platform: { clock }, endpoints, ledger, log }: TriesContext): Route {
  return route<z.infer<typeof OneTried>, undefined, undefined>({
    method: 'post',
    path: '/api/organizations/{id}/webhooks/{webhookId}/deliveries/{deliveryId}/redeliver',
    operationId: 'redeliverWebhook',
    tag,
    summary: 'Send something to a webhook once more, under the same webhook-id; nothing that has been overtaken',
    params: OneTried,
    responses: { 202: { description: 'it is planned', schema: TriedDocument } },
    problems: { 'unknown-webhook': 404, 'webhook-disabled': 409, 'unknown-delivery': 404 },
    async handle({ params, createdId }) {
      const no = refused(await endpoints.get(params.id, params.webhookId));
      if (no) return no;
      const tried = await log.get(params.webhookId, params.deliveryId);
      if (!tried) {
        return fieldProblem(404, 'unknown-delivery', 'deliveryId', 'the id of a delivery of this webhook');
      }
      const delivery = onceMore(tried.delivery, createdId, clock.now());
      await log.replan(delivery, tried);
      await ledger.plan([delivery]);
      return { status: 202, body: await shown(ledger, params.deliveryId, { ...tried, delivery }) };
    },
  });
}

/** What was sent to a webhook, and sending it again. */
export const tryRoutes = (context: TriesContext): readonly Route[] => [listRoute(context), redeliverRoute(context)];
