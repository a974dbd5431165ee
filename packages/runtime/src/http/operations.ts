import { messageOf } from '../faults.ts';
import type { Platform } from '../ports/platform.ts';
import { apiPage } from './api-page.ts';
import { openApiOf } from './openapi.ts';
import { problem } from './problem.ts';
import { type Route, route } from './route.ts';

/** Made when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** What whoever runs the platform asks: alive, ready, numbers, contracts. `all` are the routes to describe, `measure` brings gauges up to date. */
export function operationsRoutes(
  platform: Platform,
  all: () => readonly Route[],
  measure: () => Promise<void>,
): readonly Route[] {
  const tag = 'Operations';
  const { metrics, installation } = platform;
  // Routes stay as they are while the process lives, and describing them all takes tens of milliseconds.
  const document = once(() => JSON.stringify(openApiOf(all(), installation)));
  const page = once(() => apiPage(all(), installation));
  return [
    route({
      method: 'get',
      path: '/healthz',
      operationId: 'health',
      tag,
      summary: 'Is the process alive?',
      responses: { 200: { description: 'alive' } },
      handle: async () => ({ status: 200, body: { status: 'alive' } }),
    }),
    route({
      method: 'get',
      path: '/readyz',
      operationId: 'readiness',
      tag,
      summary: 'Can it do its work: store reachable and writable?',
      responses: { 200: { description: 'ready' } },
      problems: { 'not-ready': 503 },
      handle: async () =>
        platform.ready().then(
          () => ({ status: 200, body: { status: 'ready' } }),
          (error: unknown) => problem(503, 'not-ready', messageOf(error)),
        ),
    }),
    route({
      method: 'get',
      path: '/metrics',
      operationId: 'metrics',
      tag,
      summary: 'Prometheus metrics',
      responses: { 200: { description: 'text format', contentType: metrics.registry.contentType } },
      handle: async () => {
        await measure();
        return { status: 200, body: await metrics.registry.metrics(), contentType: metrics.registry.contentType };
      },
    }),
    route({
      method: 'get',
      path: '/openapi.json',
      operationId: 'openapi',
      tag,
      summary: 'This API as OpenAPI 3.1',
      responses: { 200: { description: 'the document' } },
      handle: async () => ({ status: 200, body: document(), contentType: 'application/json; charset=utf-8' }),
    }),
    route({
      method: 'get',
      path: '/api',
      operationId: 'apiPage',
      tag,
      summary: 'This API as a page to read',
      responses: { 200: { description: 'the page', contentType: 'text/html; charset=utf-8' } },
      handle: async () => ({ status: 200, body: page(), contentType: 'text/html; charset=utf-8' }),
    }),
  ];
}
