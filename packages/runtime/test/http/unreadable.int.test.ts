import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { thingRoutes } from './routes.ts';
import { type Edge, startEdge } from './world.ts';

let edge: Edge;

beforeAll(async () => {
  edge = await startEdge(thingRoutes([]));
});
afterAll(() => edge.end());

/** Sends text as it stands; everything that comes until the connection ends. */
async function sent(text: string): Promise<string> {
  const socket = connect(Number(new URL(edge.address).port), '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => (answer += chunk.toString()));
  socket.write(text);
  await once(socket, 'close');
  return answer;
}

test.each([
  ['an address longer than 16 KB', `GET /api/things/${'x'.repeat(20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`, 431],
  ['a header longer than 16 KB', `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  ['no HTTP at all', 'hello\r\n\r\n', 400],
  ['a header that is none', 'GET / HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n', 400],
  ['two lengths', 'POST /api/things HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}', 400],
])('%s is refused as a problem, and the connection ends', async (_, text, status) => {
  const [head = '', body = ''] = (await sent(text)).split('\r\n\r\n');
  expect(head).toContain(`HTTP/1.1 ${status} `);
  expect(head).toContain('Content-Type: application/problem+json');
  const code = status === 431 ? 'headers-too-large' : 'malformed-request';
  expect(JSON.parse(body)).toMatchObject({ status, code });
});
