import { once } from 'node:events';
import { createRequire } from 'node:module';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';

// Of the driver that mongoose brings, which the engine uses.
const require = createRequire(createRequire(import.meta.url).resolve('mongoose'));
const { Connection } = require('mongodb/lib/cmap/connection.js');
const { HostAddress, ns } = require('mongodb/lib/utils.js');

let server: Server;
let socket: Socket;
beforeEach(async () => {
  server = createServer((peer) => peer.on('error', () => {}).resume());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  await once(socket, 'connect');
});
afterEach(async () => {
  socket.destroy();
  server.close();
  await once(server, 'close');
});

/** What becomes of a call on the driver's connection; `pending` when nothing within a second. */
async function callAfter(lose: () => void): Promise<unknown> {
  const options = { id: '<monitor>', generation: 0, hostAddress: new HostAddress('127.0.0.1:1'), tls: false };
  const connection = new Connection(socket, options);
  lose();
  const late = new Promise((resolve) => setTimeout(resolve, 1_000, 'pending'));
  const answer = connection.command(ns('admin.$cmd'), { hello: 1 }, { socketTimeoutMS: 500 });
  return Promise.race([answer, late]).catch((error: Error) => error.message);
}

// Without our patch of the driver it stays pending for ever, the monitor of the server with it: the process finds no
// database again, although there is one (infra/patches).
test('a call on a connection whose socket is gone, and has not said so yet, fails', async () => {
  expect(await callAfter(() => socket.destroy())).toMatch(/^connection <monitor> to .* closed$/);
});

test('a call on a connection whose server says nothing fails when its time is over', async () => {
  expect(await callAfter(() => {})).toMatch(/^connection <monitor> to .* timed out$/);
});
