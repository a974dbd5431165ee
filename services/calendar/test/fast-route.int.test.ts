import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { fastFeeds } from '../src/fast-route.ts';
import { createFeedCache, type FeedCache } from '../src/feed-cache.ts';
import { sentFeeds } from '../src/sent-feeds.ts';
import { sharedFeedCache } from '../src/shared-feed-cache.ts';
import { memoryRecords } from './memory-records.ts';
import { spec, viewsOfOneText } from './views-of-one-text.ts';

const PATH = '/feeds/centers/a.ics';

const { world, context } = viewsOfOneText({ lastsMs: 86_400_000 });
let server: Server;
let statuses: number[];

/** A server of the fast route alone: what it leaves to others is answered 404. */
async function serving(cache: FeedCache): Promise<void> {
  const { serve } = fastFeeds(cache, (status) => statuses.push(status));
  server = createServer(async (request, response) => {
    if (!(await serve(request, response))) response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
}

const get = (headers: Record<string, string> = {}, method = 'GET', path = PATH) =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, {
    method,
    headers: { 'accept-encoding': 'identity', ...headers },
  });

beforeEach(() => {
  statuses = [];
  world.text = 'one';
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const caches: readonly [string, () => FeedCache][] = [
  ['in one process', () => createFeedCache(context())],
  ['beside other processes', () => sharedFeedCache({ ...context(), sent: sentFeeds(memoryRecords()) })],
];

test.each(caches)('%s, a finished feed is answered with its conditions, and counted', async (_, make) => {
  const cache = make();
  await serving(cache);
  expect((await get()).status).toBe(404);
  await cache.read(spec, 'zh', false);
  const answer = await get();
  expect([answer.status, await answer.text()]).toEqual([200, 'one']);
  const etag = answer.headers.get('etag') ?? '';
  expect((await get({ 'if-none-match': etag })).status).toBe(304);
  expect((await get({ 'if-modified-since': answer.headers.get('last-modified') ?? '' })).status).toBe(304);
  expect(await (await get({}, 'HEAD')).text()).toBe('');
  expect(statuses).toEqual([200, 304, 304, 200]);
  // What it does not have at hand is left to others.
  for (const other of [get({ 'accept-encoding': 'gzip' }), get({}, 'POST'), get({}, 'GET', `${PATH}?from=x`)])
    expect((await other).status).toBe(404);
});

test('beside other processes, what another one has sent since is not answered from before it', async () => {
  const records = memoryRecords();
  const [one, other] = [0, 1].map(() => sharedFeedCache({ ...context(), sent: sentFeeds(records) }));
  await serving(one!);
  await one!.read(spec, 'zh', false);
  expect((await get()).status).toBe(200);
  world.text = 'two';
  await other!.read(spec, 'zh', false);
  expect((await get()).status).toBe(404);
});
