import { createLogger, createMetrics, Fault, type Host, type Platform, startHost } from '@huitang/runtime';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { webOf } from '../src/index.ts';
import { NOW } from './world.ts';

const nothing = { appendsInOrder: true, read: async () => [], unpublished: async () => [] };

/** A host whose only service are the pages, with an API that is away. */
const platform = {
  log: () => nothing,
  records: { set: () => ({}) },
  bus: { lag: async () => 0, idle: async () => {}, parked: async () => [] },
  clock: { now: () => NOW, after: () => () => {} },
  ids: {
    uuid: () => '00000000-0000-4000-8000-000000000000',
    orderedUuid: () => '00000000-0000-7000-8000-000000000000',
    fraction: () => 0.5,
  },
  http: { request: () => Promise.reject(new Fault('no-answer', 'nobody answers', { retriable: true })) },
  principals: { of: async () => ({ id: 'demo', roles: [], language: 'zh' }) },
  ticker: { every: () => async () => {} },
  installation: { publicUrl: 'http://localhost:8080', uidDomain: 'x.example', mailFrom: 'a@x.example', version: '0' },
  logger: createLogger('silent'),
  metrics: createMetrics(),
  ready: async () => {},
  // Everything else a host or a service could want is not there, and the pages must not want it.
} as unknown as Platform;

let host: Host;
beforeAll(async () => {
  host = await startHost(platform, [webOf({ apiBase: () => 'http://127.0.0.1:9' })], { port: 0, host: '127.0.0.1' });
});
afterAll(() => host.stop());

const get = (path: string): Promise<Response> => fetch(`${host.address}${path}`);

test('pages are HTML, in a policy that lets no script run', async () => {
  const response = await get('/');
  expect([response.status, response.headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8']);
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await response.text()).toContain('<html lang="zh-CN">');
});

test('the style sheet a page names is there, and may be kept for ever', async () => {
  const href = /rel="stylesheet" href="([^"]+)"/.exec(await (await get('/')).text())?.[1];
  const response = await get(href!);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
  expect(response.headers.get('cache-control')).toContain('immutable');
  expect(await response.text()).toContain('prefers-color-scheme: dark');
});

test('the style sheet asks for nothing from anywhere', async () => {
  expect(await (await get('/pages.css')).text()).not.toMatch(/url\(|@import/);
});

test('the pages stand in the API’s document under a tag of their own', async () => {
  const { paths } = (await (await get('/openapi.json')).json()) as {
    paths: Record<string, { get: { tags: string[]; parameters: { name: string }[] } }>;
  };
  const pages = ['/', '/centers/{id}', '/activities/{id}', '/pages.css'];
  expect(pages.map((path) => paths[path]?.get.tags)).toEqual(pages.map(() => ['Pages']));
  expect(paths['/centers/{id}']?.get.parameters.map(({ name }) => name)).toEqual(['id', 'lang', 'date', 'rooms']);
});
