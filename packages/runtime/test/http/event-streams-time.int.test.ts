import { createServer, type IncomingMessage, type Server, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLogger, type ServerSentEvent } from '@huitang/runtime';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import express from 'express';
import { eventStreams } from '../../src/http/event-streams.ts';
import { type ManualClock, manualClock } from '../manual-clock.ts';

let clock: ManualClock;
let server: Server;
let events: (ended: AbortSignal) => AsyncIterable<ServerSentEvent>;

beforeEach(async () => {
  clock = manualClock();
  const streams = eventStreams({ clock, logger: createLogger('silent') });
  const app = express();
  app.get('/', (request, response) => streams.open(request, response, { status: 200, events }));
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const follow = (): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    send({ port, host: '127.0.0.1' }, resolve).on('error', reject).end();
  });

const ended = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve());
  });

const START = 'retry: 2000\n\ndata: here\n\n';

test('where nothing is new, that is said every twenty seconds', async () => {
  events = async function* (signal) {
    yield { data: 'here' };
    await ended(signal);
  };
  const reader = await follow();
  let text = '';
  const heard = (wanted: string): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (text === wanted) resolve();
      };
      reader.removeAllListeners('data').on('data', (part) => {
        text += part;
        look();
      });
      look();
    });
  await heard(START);
  await clock.pass(20_000);
  await heard(`${START}: nothing new\n\n`);
  await clock.pass(40_000);
  await heard(`${START}${': nothing new\n\n'.repeat(3)}`);
  reader.destroy();
});

test('a reader who takes nothing for a minute is let go, and nothing more is made for it', async () => {
  let made = 0;
  let isOver = (): void => {};
  const over = new Promise<void>((resolve) => {
    isOver = resolve;
  });
  events = async function* () {
    try {
      for (;;) {
        made += 1;
        yield { data: 'x'.repeat(1_000_000) };
      }
    } finally {
      isOver();
    }
  };
  const reader = await follow();
  reader.pause();
  const lost = new Promise((resolve) => {
    reader.on('error', resolve);
  });
  let before = -1;
  for (; before !== made; ) {
    before = made;
    await clock.pass(1);
  }
  await clock.pass(60_000);
  await over;
  expect(made).toBe(before);
  reader.resume();
  await lost;
});
