import { once } from 'node:events';
import { connect } from 'node:net';
import type { FastRoute } from '@huitang/runtime';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { thingRoutes } from './routes.ts';
import { type Edge, startEdge } from './world.ts';

/** Longer than whoever goes away stays. */
const SLOW_MS = 300;
const asked: string[] = [];

/** Serves things whose id it knows, each at once or later. */
const fast: FastRoute = {
  prefix: '/api/things/',
  serve({ url }, response) {
    asked.push(url ?? '');
    const id = url?.slice('/api/things/'.length) ?? '';
    const serve = (): boolean => {
      if (!id.startsWith('known')) return false;
      response.writeHead(200).end(`${id}, fast`);
      return true;
    };
    const ms = id.startsWith('slow') ? SLOW_MS : 0;
    return id.endsWith('later') ? new Promise((resolve) => setTimeout(() => resolve(serve()), ms)) : serve();
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
  asked.length = 0;
  await edge.ask('GET', '/healthz');
  await edge.ask('GET', '/api/things/known');
  expect(asked).toEqual(['/api/things/known']);
});

test('who goes away while it is looked takes no place from others', async () => {
  for (let gone = 0; gone < 2_100; gone += 100) {
    await Promise.all(
      Array.from({ length: 100 }, async () => {
        const socket = connect(Number(new URL(edge.address).port), '127.0.0.1');
        await once(socket, 'connect');
        socket.end('GET /api/things/slow-later HTTP/1.1\r\nHost: a\r\n\r\n');
        socket.destroySoon();
        await once(socket, 'close');
      }),
    );
  }
  await new Promise((resolve) => setTimeout(resolve, SLOW_MS * 2));
  expect((await edge.ask('GET', '/api/things/other')).status).toBe(200);
}, 30_000);
