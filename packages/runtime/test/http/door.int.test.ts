import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { thingRoutes } from './routes.ts';
import { type Edge, startEdge } from './world.ts';

let edge: Edge;
const done: string[] = [];

beforeAll(async () => {
  edge = await startEdge(thingRoutes(done));
});
beforeEach(() => {
  done.splice(0);
  edge.lines.splice(0);
});
afterAll(() => edge.end());

const drop = (headers: Record<string, string>) => edge.ask('POST', '/api/things/a/drop', { headers });

describe('a write', () => {
  test.each([
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }],
    ['a page at another port', { 'sec-fetch-site': 'same-site' }],
    ['a page of another site in a browser that only says Origin', { origin: 'http://evil.example' }],
    ['a page that has no origin', { origin: 'null' }],
    ['a page at another port, by Origin', { origin: 'http://localhost:1' }],
  ])('from %s is refused', async (_, headers) => {
    expect(await drop(headers)).toMatchObject({ status: 403, json: { code: 'cross-site' } });
    expect(done).toEqual([]);
  });

  test.each([
    ['a program', {}],
    ['a page of this server', { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:8080' }],
    ['the address bar', { 'sec-fetch-site': 'none' }],
    ['a page of this server, by Origin', { host: 'localhost:8080', origin: 'http://localhost:8080' }],
    ['a page behind the proxy', { origin: 'https://huitang.example.org' }],
  ])('from %s is taken', async (_, headers) => {
    expect(await drop(headers)).toMatchObject({ status: 201 });
  });

  test('has its command in the answer and in its line of the log, also when it is refused or breaks', async () => {
    const key = { 'idempotency-key': 'k1' };
    const dropped = await drop(key);
    expect(dropped.headers['huitang-command']).toBe('demo/dropThing/k1');
    await edge.ask('POST', '/api/things', { body: '{}', headers: { 'idempotency-key': 'k2' } });
    await edge.ask('POST', '/api/things', { body: '{', headers: { 'idempotency-key': 'k3' } });
    await edge.ask('POST', '/api/things/broken/drop', { headers: { 'idempotency-key': 'k4' } });
    const answered = edge.lines.filter(({ msg }) => msg === 'answered');
    expect(answered.map(({ status, commandId }) => [status, commandId])).toEqual([
      [201, 'demo/dropThing/k1'],
      [422, 'demo/makeThing/k2'],
      [400, 'demo/makeThing/k3'],
      [500, 'demo/dropThing/k4'],
    ]);
    expect(edge.lines.find(({ msg }) => msg === 'request failed')).toMatchObject({ commandId: 'demo/dropThing/k4' });
  });

  test('without a key has a command of its own', async () => {
    const [one, two] = [await drop({}), await drop({})];
    expect(one.headers['huitang-command']).toMatch(/^demo\/dropThing\/[0-9a-f-]{36}$/);
    expect(one.headers['huitang-command']).not.toBe(two.headers['huitang-command']);
  });
});

describe('a request to this machine', () => {
  const read = (host: string) => edge.ask('GET', '/api/things/a', { headers: { host } });

  test.each(['evil.example', 'evil.example:8080', 'localhost.evil.example', '127.0.0.1.evil.example'])(
    'under the name %s is refused: a page there made its name point here',
    async (host) => {
      expect(await read(host)).toMatchObject({ status: 421, json: { code: 'unknown-host' } });
    },
  );

  test.each([
    'localhost',
    'LOCALHOST:8080',
    'demo.localhost',
    '127.0.0.1:8080',
    '[::1]:8080',
    '192.168.1.5:8080',
    'huitang.example.org',
  ])('as %s is answered', async (host) => {
    expect(await read(host)).toMatchObject({ status: 200 });
  });
});

describe('an address', () => {
  test.each([
    ['DELETE', '/api/things', 'POST'],
    ['GET', '/api/things/a/drop', 'POST'],
    ['PATCH', '/api/things/a', 'GET, HEAD'],
    ['POST', '/healthz', 'GET, HEAD'],
  ])('that does not know %s %s says what it knows', async (method, path, allow) => {
    const answer = await edge.ask(method, path);
    expect(answer).toMatchObject({ status: 405, headers: { allow }, json: { code: 'method-not-allowed' } });
  });

  test('says what it knows when it is asked', async () => {
    expect(await edge.ask('OPTIONS', '/api/things/a')).toMatchObject({ status: 204, headers: { allow: 'GET, HEAD' } });
  });

  test('that nobody knows is a 404 for every method', async () => {
    expect(await edge.ask('DELETE', '/api/nothing')).toMatchObject({ status: 404, json: { code: 'no-such-address' } });
  });
});

describe('an ETag', () => {
  test('is made of what was read, and brings a 304', async () => {
    const { headers, text } = await edge.ask('GET', '/api/things/a');
    expect(text).toBe('{"id":"a"}');
    const again = await edge.ask('GET', '/api/things/a', { headers: { 'if-none-match': String(headers.etag) } });
    expect(again).toMatchObject({ status: 304, text: '' });
    expect(await edge.ask('HEAD', '/api/things/a')).toMatchObject({
      status: 200,
      text: '',
      headers: { etag: headers.etag },
    });
  });

  test.each([
    ['POST', '/api/things', '{}', 422],
    ['POST', '/api/things', '{"text":"a"}', 201],
    ['GET', '/api/nothing', undefined, 404],
    ['DELETE', '/api/things', undefined, 405],
  ])('is not made of a problem, nor of what a write answers: %s %s', async (method, path, body, status) => {
    const answer = await edge.ask(method, path, body === undefined ? {} : { body });
    expect(answer.status).toBe(status);
    expect(answer.headers.etag).toBeUndefined();
    expect(answer.headers['content-length']).toBe(String(Buffer.byteLength(answer.text)));
  });
});

test('an idle connection is kept for longer than proxies keep one, so that nobody asks on one that is being closed', async () => {
  const { headers } = await edge.ask('GET', '/api/things/a');
  expect(headers['keep-alive']).toBe('timeout=75');
});
