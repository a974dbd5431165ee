import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { nodeClock } from '../../src/adapters/node-clock.ts';
import { closeServer } from '../../src/http/close.ts';

let server: Server;
let agent: Agent;
/** Requests that have come, each answered when a test says so. */
let waiting: ServerResponse[];
const came = async (count: number): Promise<void> => {
  while (waiting.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
};

beforeEach(async () => {
  waiting = [];
  agent = new Agent({ keepAlive: true, maxSockets: 1 });
  server = createServer((_request, response) => void waiting.push(response));
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  agent.destroy();
  server.closeAllConnections();
});

/** One of a client that keeps its one connection for the next. */
function ask(): Promise<IncomingMessage> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    request({ agent, port, host: '127.0.0.1' }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer));
    })
      .on('error', reject)
      .end();
  });
}

test('an idle connection keeps no server open', async () => {
  const asked = ask();
  await came(1);
  waiting[0]?.end('done');
  await asked;
  await closeServer(server, nodeClock());
  expect(server.listening).toBe(false);
});

test('a request that is under way is answered, and its connection keeps nobody waiting then', async () => {
  const asked = ask();
  await came(1);
  const closed = closeServer(server, nodeClock());
  expect(await Promise.race([closed.then(() => 'closed'), asked.then(() => 'answered'), pause(200)])).toBe('waited');
  waiting[0]?.end('done');
  expect((await asked).statusCode).toBe(200);
  await closed;
});

test('whoever asks again on the connection he has is answered, and told to ask no more on it', async () => {
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  let told = '';
  socket.on('data', (chunk: Buffer) => (told += chunk.toString()));
  const ended = once(socket, 'close');
  socket.write('GET /first HTTP/1.1\r\nHost: here\r\n\r\n');
  await came(1);
  const closed = closeServer(server, nodeClock());
  socket.write('GET /second HTTP/1.1\r\nHost: here\r\n\r\n');
  await came(2);
  waiting[0]?.end('one');
  waiting[1]?.writeHead(200, { 'Content-Type': 'text/plain' }).end('two');
  await Promise.all([closed, ended]);
  const [, first, second] = told.split('HTTP/1.1 200 OK');
  expect(first).toMatch(/Connection: keep-alive.*one/s);
  expect(second).toMatch(/Connection: close.*two/s);
});

const pause = (ms: number): Promise<string> => new Promise((resolve) => setTimeout(() => resolve('waited'), ms));
