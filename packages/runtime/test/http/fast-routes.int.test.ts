import type { FastRoute } from '@huitang/runtime';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { thingRoutes } from './routes.ts';
import { type Edge, startEdge } from './world.ts';

/** Serves things whose id it knows, each at once or later. */
const fast: FastRoute = {
  prefix: '/api/things/',
  serve({ url }, response) {
    const id = url?.slice('/api/things/'.length) ?? '';
    const serve = (): boolean => {
      if (!id.startsWith('known')) return false;
      response.writeHead(200).end(`${id}, fast`);
      return true;
    };
    return id.endsWith('later') ? new Promise((resolve) => setImmediate(() => resolve(serve()))) : serve();
  },
};

let edge: Edge;
beforeAll(async () => {
  edge = await startEdge(thingRoutes([]), [fast]);
});
afterAll(() => edge.end());

test.each(['known', 'known-later'])('%s is served before Express sees it', async (id) => {
  expect((await edge.ask('GET', `/api/things/${id}`)).text).toBe(`${id}, fast`);
});

test.each(['other', 'other-later'])('%s is left to the ordinary routes', async (id) => {
  expect((await edge.ask('GET', `/api/things/${id}`)).json).toEqual({ id });
});

test('whatever has another address is not asked about', async () => {
  expect((await edge.ask('GET', '/healthz')).status).toBe(200);
});
