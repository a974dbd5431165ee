import { OrganizationId, timestampOf } from '@huitang/contracts';
import { fieldProblem, type Platform, type Reply, type Route, route } from '@huitang/runtime';
import { z } from 'zod';
import { WEBHOOK } from '../channels/webhook.ts';
import type { Choices } from '../choices.ts';
import { organizationProblems, unknownOrganization } from '../known-organization.ts';
import { ENDPOINTS_MAX, type Endpoint, type Endpoints } from './endpoint.ts';
import { AskedEndpoint, EndpointDocument, endpointDocument, Rotation } from './endpoint-document.ts';
import { secretOf } from './signed.ts';

const tag = 'Webhooks';
const HOUR_MS = 3_600_000;

const OneOrganization = z.object({ id: OrganizationId });
export const OneEndpoint = z.object({ id: OrganizationId, webhookId: z.uuid() });
type OneEndpoint = z.infer<typeof OneEndpoint>;

export const unknownWebhook = (): Reply =>
  fieldProblem(404, 'unknown-webhook', 'webhookId', 'the id of a webhook of this organization');

export interface WebhookContext {
  readonly platform: Platform;
  readonly endpoints: Endpoints;
  readonly choices: Choices;
}

/** Whoever has an endpoint wants to be told there. */
async function switchOn(choices: Choices, organizationId: string, since: string): Promise<void> {
  const chosen = await choices.of(organizationId);
  if (chosen.some(({ channel }) => channel === WEBHOOK)) return;
  await choices.choose(organizationId, [...chosen, { channel: WEBHOOK, since }]);
}

function createRoute({ platform, endpoints, choices }: WebhookContext): Route {
  const { clock, ids, vault } = platform;

  async function made(endpoint: Endpoint, url: string): Promise<Reply> {
    const secret = secretOf(ids.secret());
    const isNew = await endpoints.add(endpoint, { url, secret });
    await switchOn(choices, endpoint.organizationId, endpoint.createdAt);
    if (isNew) return { status: 201, body: endpointDocument(endpoint, { url, secret }, secret) };
    const kept = (await endpoints.get(endpoint.organizationId, endpoint.id)) ?? endpoint;
    const access = await endpoints.accessTo(kept);
    return access ? { status: 200, body: endpointDocument(kept, access) } : unknownWebhook();
  }

  return route<z.infer<typeof OneOrganization>, undefined, AskedEndpoint>({
    method: 'post',
    path: '/api/organizations/{id}/webhooks',
    operationId: 'createWebhook',
    tag,
    summary: 'Have everything an organization is told sent to an address of its own; the secret is shown once',
    params: OneOrganization,
    body: AskedEndpoint,
    responses: {
      200: { description: 'it was made before: its secret is told no more', schema: EndpointDocument },
      201: { description: 'the webhook with the secret that its requests are signed with', schema: EndpointDocument },
    },
    problems: { ...organizationProblems, 'unknown-webhook': 404, 'too-many-webhooks': 409 },
    async handle({ params, body, principal, createdId }) {
      const unknown = await unknownOrganization(vault, params.id);
      if (unknown) return unknown;
      const all = await endpoints.of(params.id);
      if (all.length >= ENDPOINTS_MAX && !all.some(({ id }) => id === createdId)) {
        return fieldProblem(409, 'too-many-webhooks', 'id', `an organization with fewer than ${ENDPOINTS_MAX}`);
      }
      const by = { createdBy: principal.id, createdAt: timestampOf(clock.now()) };
      return made({ id: createdId, organizationId: params.id, label: body.label, ...by }, body.url);
    },
  });
}

const listRoute = ({ endpoints }: WebhookContext): Route =>
  route({
    method: 'get',
    path: '/api/organizations/{id}/webhooks',
    operationId: 'listWebhooks',
    tag,
    summary: 'The webhooks of an organization, without their secrets',
    params: OneOrganization,
    responses: { 200: { description: 'by id', schema: z.object({ items: z.array(EndpointDocument) }) } },
    async handle({ params }) {
      const all = await endpoints.of(params.id);
      const items = await Promise.all(
        all.map(async (endpoint) => {
          const access = await endpoints.accessTo(endpoint);
          return access ? [endpointDocument(endpoint, access)] : [];
        }),
      );
      return { status: 200, body: { items: items.flat() } };
    },
  });

function rotateRoute({ platform: { clock, ids }, endpoints }: WebhookContext): Route {
  return route<OneEndpoint, undefined, z.infer<typeof Rotation>>({
    method: 'post',
    path: '/api/organizations/{id}/webhooks/{webhookId}/rotate',
    operationId: 'rotateWebhookSecret',
    tag,
    summary: 'A new secret; with the one until now everything is signed as well for a while',
    params: OneEndpoint,
    body: Rotation,
    responses: { 200: { description: 'the webhook with its new secret', schema: EndpointDocument } },
    problems: { 'unknown-webhook': 404 },
    async handle({ params, body, commandId }) {
      const endpoint = await endpoints.get(params.id, params.webhookId);
      if (!endpoint) return unknownWebhook();
      const secret = secretOf(ids.secret());
      await endpoints.rotate(endpoint, secret, timestampOf(clock.now() + body.graceHours * HOUR_MS), commandId);
      const access = await endpoints.accessTo(endpoint);
      return access ? { status: 200, body: endpointDocument(endpoint, access, secret) } : unknownWebhook();
    },
  });
}

const removeRoute = ({ endpoints }: WebhookContext): Route =>
  route({
    method: 'delete',
    path: '/api/organizations/{id}/webhooks/{webhookId}',
    operationId: 'deleteWebhook',
    tag,
    summary: 'Send nothing there any more, and forget its address and its secret',
    params: OneEndpoint,
    responses: { 204: { description: 'it is gone' } },
    problems: { 'unknown-webhook': 404 },
    async handle({ params }) {
      const endpoint = await endpoints.get(params.id, params.webhookId);
      if (!endpoint) return unknownWebhook();
      await endpoints.remove(endpoint);
      return { status: 204 };
    },
  });

/** Webhooks of organizations: made, listed, given another secret, removed. */
export const endpointRoutes = (context: WebhookContext): readonly Route[] => [
  createRoute(context),
  listRoute(context),
  rotateRoute(context),
  removeRoute(context),
];
