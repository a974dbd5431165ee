import { once } from 'node:events';
import { createRequire } from 'node:module';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mongo } from 'mongoose';

// Of the driver that mongoose brings, which the engine uses.
const require = createRequire(createRequire(import.meta.url).resolve('mongoose'));
const { Connection } = require('mongodb/lib/cmap/connection.js');
const { HostAddress, ns } = require('mongodb/lib/utils.js');

/** Far more than the buffers of the system hold. */
const LARGE = 'x'.repeat(12_000_000);
const MOMENT_MS = 50;
const LATE_MS = 2_000;

let server: Server;
let socket: Socket;
let peer: Socket;
beforeEach(async () => {
  server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const accepted = once(server, 'connection');
  socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  [[peer]] = await Promise.all([accepted, once(socket, 'connect')]);
  peer.on('error', () => {});
});
afterEach(async () => {
  socket.destroy();
  peer.destroy();
  server.close();
  await once(server, 'close');
});

/** What becomes of a call on the driver's connection; `pending` when nothing soon. */
async function called(command: object, meanwhile: () => void = () => {}): Promise<unknown> {
  const options = { id: 'N', generation: 0, hostAddress: new HostAddress('127.0.0.1:1'), tls: false };
  const connection = new Connection(socket, options);
  const late = new Promise((resolve) => void setTimeout(resolve, LATE_MS, 'pending').unref());
  const answer: Promise<unknown> = connection.command(ns('admin.$cmd'), command, { socketTimeoutMS: 1_000 });
  meanwhile();
  return Promise.race([answer, late]).catch((error: unknown) => error);
}

const isNetworkError = (error: unknown, message: RegExp): void => {
  expect(error).toBeInstanceOf(mongo.MongoNetworkError);
  expect(String(error)).toMatch(message);
};

// Without our patch of the driver (infra/patches) the first two stay pending for ever, where it is the monitor's call so
// that the process finds no database again although there is one; and the third fails with an error that nobody takes
// for the network's.
test('a call fails when the socket is gone and has not said so yet', async () => {
  socket.destroy();
  isNetworkError(await called({ hello: 1 }), /connection N to .* closed/);
});

test('a call fails when its socket closes while it waits to be written', async () => {
  peer.pause();
  const answer = called({ insert: LARGE }, () => setTimeout(() => socket.destroy(), MOMENT_MS));
  isNetworkError(await answer, /connection N to .* closed/);
});

test('a call fails as one of the network when its socket does while it waits to be written', async () => {
  peer.pause();
  const lost = Object.assign(new Error('write ECONNRESET'), { code: 'ECONNRESET' });
  const answer = called({ insert: LARGE }, () => setTimeout(() => socket.destroy(lost), MOMENT_MS));
  isNetworkError(await answer, /ECONNRESET/);
});

test('a call whose server says nothing fails when its time is over', async () => {
  peer.resume();
  isNetworkError(await called({ hello: 1 }), /connection N to .* timed out/);
});
