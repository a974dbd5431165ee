import { request as send } from 'node:http';
import { type Route, route, type ServerSentEvent } from '@huitang/runtime';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Edge, startEdge } from './world.ts';

let edge: Edge;
let told: (() => void) | undefined;
let isOver = false;

/** Two events at once, the next when the test says so, and so on until the reader is gone. */
async function* events(ended: AbortSignal): AsyncGenerator<ServerSentEvent> {
  yield { id: '1', event: 'message', data: 'one\ntwo\r\nid: 9' };
  yield { data: '二' };
  while (!ended.aborted) {
    await new Promise<void>((resolve) => {
      told = resolve;
      ended.addEventListener('abort', () => resolve());
    });
    if (!ended.aborted) yield { id: '3', data: 'x'.repeat(100_000) };
  }
  isOver = true;
}

const streaming: Route = route({
  method: 'get',
  path: '/api/events',
  operationId: 'events',
  tag: 'Test',
  summary: 'Events',
  responses: { 200: { description: 'events', contentType: 'text/event-stream' } },
  handle: async () => ({ status: 200, events }),
});

beforeEach(async () => {
  isOver = false;
  edge = await startEdge([streaming]);
});
afterEach(() => edge.end());

interface Reader {
  readonly headers: NodeJS.Dict<string | string[]>;
  /** Resolves when what came has so many characters. */
  has(length: number): Promise<string>;
  readonly end: Promise<void>;
  leave(): void;
}

function read(): Promise<Reader> {
  return new Promise((resolve, reject) => {
    const asked = send(`${edge.address}/api/events`, (incoming) => {
      let text = '';
      let look = (): void => {};
      incoming.setEncoding('utf8').on('data', (part: string) => {
        text += part;
        look();
      });
      resolve({
        headers: incoming.headers,
        has: (length) =>
          new Promise((done) => {
            look = () => {
              if (text.length >= length) done(text);
            };
            look();
          }),
        end: new Promise((done) => {
          incoming.on('end', done);
        }),
        leave: () => asked.destroy(),
      });
    });
    asked.on('error', reject);
    asked.end();
  });
}

const START = 'retry: 2000\n\nid: 1\nevent: message\ndata: one\ndata: two\ndata: id: 9\n\ndata: 二\n\n';

test('events come as they happen, each in its frame, and no line of a text can pass for a field', async () => {
  const reader = await read();
  expect(reader.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  });
  expect(await reader.has(START.length)).toBe(START);
  told?.();
  const text = await reader.has(START.length + 100_000);
  expect(text.slice(START.length)).toMatch(/^id: 3\ndata: x{100000}/);
  reader.leave();
});

test('a reader that goes ends its events', async () => {
  const reader = await read();
  await reader.has(START.length);
  reader.leave();
  for (; !isOver; ) await new Promise((resolve) => setImmediate(resolve));
});

test('a host that stops ends the events of all readers', async () => {
  const readers = await Promise.all([read(), read(), read()]);
  await Promise.all(readers.map((reader) => reader.has(START.length)));
  const stopped = edge.end();
  await Promise.all(readers.map(({ end }) => end));
  await stopped;
  edge = await startEdge([streaming]);
});

test('more readers than there is room for are refused, and room is made by those who go', async () => {
  const readers = await Promise.all(Array.from({ length: 500 }, read));
  expect(await edge.ask('GET', '/api/events')).toMatchObject({ status: 503, json: { code: 'too-many-readers' } });
  isOver = false;
  readers[0]?.leave();
  for (; !isOver; ) await new Promise((resolve) => setImmediate(resolve));
  const another = await read();
  expect(another.headers['content-type']).toMatch('text/event-stream');
  for (const reader of [...readers.slice(1), another]) reader.leave();
});

test('HEAD is answered at once, with the headers alone', async () => {
  expect(await edge.ask('HEAD', '/api/events')).toMatchObject({ status: 200, text: '' });
});
