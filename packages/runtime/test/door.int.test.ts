import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { type Door, openDoor } from '../src/door.ts';

let door: Door | undefined;
let other: Server | undefined;
afterEach(async () => {
  await door?.close();
  other?.close();
  door = undefined;
  other = undefined;
});

async function takenPort(): Promise<number> {
  other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  return (other.address() as AddressInfo).port;
}

test('any port is one that can be asked, and until somebody takes its requests the answer is to come back', async () => {
  door = await openDoor({ port: 0, host: '127.0.0.1', portName: '--port' });
  const answer = await fetch(`http://127.0.0.1:${door.port}/readyz`);
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
  expect(await answer.json()).toMatchObject({ code: 'starting' });
});

test('a taken port is refused in a sentence that names the option', async () => {
  const port = await takenPort();
  const message = `--port: ${port} is taken by another program; stop that one, or choose another number`;
  await expect(openDoor({ port, host: '127.0.0.1', portName: '--port' })).rejects.toMatchObject({
    code: 'no-port',
    message,
  });
});

test('a host that is not of this machine is refused by name', async () => {
  const refused = openDoor({ port: 0, host: '203.0.113.1', portName: '--port' });
  await expect(refused).rejects.toThrow('HUITANG_HOST: an address of this machine, not 203.0.113.1');
});

test('a closed door gives its port back', async () => {
  const first = await openDoor({ port: 0, host: '127.0.0.1', portName: '--port' });
  await first.close();
  door = await openDoor({ port: first.port, host: '127.0.0.1', portName: '--port' });
  expect(door.port).toBe(first.port);
});
