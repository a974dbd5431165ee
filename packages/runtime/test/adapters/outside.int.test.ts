import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetchHttpClient } from '@huitang/runtime/adapters';
import { afterEach, describe, expect, test } from '@jest/globals';
import { leadsOutside, networksOf } from '../../src/adapters/outside/networks.ts';

const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const ask = (url: string, inside: readonly string[], timeoutMs = 5_000) =>
  fetchHttpClient({ inside }).request({ method: 'POST', url, body: '{"名":1}', timeoutMs, outside: true });

const LOOPBACK = ['127.0.0.0/8', '::1/128'];

describe('a request that goes outside', () => {
  test.each([
    ['this machine', 'http://127.0.0.1:PORT/'],
    ['this machine by name', 'http://localhost:PORT/'],
    ['this machine as one number', 'http://2130706433:PORT/'],
    ['this machine in IPv6', 'http://[::1]:PORT/'],
    ['this machine as IPv4 in IPv6', 'http://[::ffff:127.0.0.1]:PORT/'],
    ['no address at all', 'http://0.0.0.0:PORT/'],
    ['a network inside', 'http://10.0.0.1:PORT/'],
    ["a cloud's own service", 'http://169.254.169.254:PORT/latest/meta-data'],
  ])('never connects to %s', async (_, url) => {
    let asked = 0;
    const port = await serve((_request, response) => {
      asked += 1;
      response.end();
    });
    await expect(ask(url.replace('PORT', String(port)), [])).rejects.toMatchObject({
      code: 'http-inside',
      retriable: false,
    });
    expect(asked).toBe(0);
  });

  test('reaches a network inside that is allowed, by address and by name, and brings the answer', async () => {
    const port = await serve(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      response.writeHead(202, { 'X-Heard': 'yes' }).end(`${request.method} ${Buffer.concat(parts)}`);
    });
    const heard = { status: 202, headers: { 'x-heard': 'yes' }, body: 'POST {"名":1}' };
    expect(await ask(`http://127.0.0.1:${port}/`, LOOPBACK)).toMatchObject(heard);
    expect(await ask(`http://localhost:${port}/`, LOOPBACK)).toMatchObject(heard);
  });

  test('follows no redirect', async () => {
    let asked = 0;
    const port = await serve((_, response) => {
      asked += 1;
      response.writeHead(307, { Location: '/elsewhere' }).end();
    });
    expect(await ask(`http://127.0.0.1:${port}/`, LOOPBACK)).toMatchObject({ status: 307 });
    expect(asked).toBe(1);
  });

  test('reads the beginning of an answer that does not end, and no more', async () => {
    const port = await serve((_, response) => {
      const more = (): void => {
        if (!response.destroyed) response.write(Buffer.alloc(65_536, 'x'), () => setImmediate(more));
      };
      more();
    });
    const { status, body } = await ask(`http://127.0.0.1:${port}/`, LOOPBACK);
    expect(status).toBe(200);
    expect(body.length).toBeLessThan(1_048_576);
  });

  test('that nobody answers in time, or nobody hears, or whose answer breaks off, is a retriable fault', async () => {
    const silent = await serve(() => {});
    const slow = ask(`http://127.0.0.1:${silent}/hook?token=secret`, LOOPBACK, 50);
    await expect(slow).rejects.toMatchObject({ code: 'http-timeout', retriable: true });
    await expect(slow).rejects.not.toThrow(/secret/);
    const dying = await serve((_, response) => {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('half', () => response.destroy());
    });
    await expect(ask(`http://127.0.0.1:${dying}/`, LOOPBACK)).rejects.toMatchObject({
      code: 'http-unreachable',
      retriable: true,
    });
    const gone = await serve(() => {});
    servers.splice(-1)[0]?.close();
    await expect(ask(`http://127.0.0.1:${gone}/`, LOOPBACK)).rejects.toMatchObject({ code: 'http-unreachable' });
  });
});

test.each([
  ['8.8.8.8', true],
  ['2606:4700:4700::1111', true],
  ['127.0.0.1', false],
  ['10.1.2.3', false],
  ['172.31.0.1', false],
  ['192.168.1.1', false],
  ['100.64.0.1', false],
  ['169.254.169.254', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['::', false],
  ['fe80::1', false],
  ['fd00:ec2::254', false],
  ['64:ff9b::7f00:1', false],
  ['2002:7f00:1::', false],
  ['::ffff:10.0.0.1', false],
])('%s is outside: %s', (address, isOutside) => {
  expect(leadsOutside(address, [])).toBe(isOutside);
});

test('a network that is allowed opens itself and no other', () => {
  const allowed = networksOf(['10.1.0.0/16', 'fd00::/8']);
  const inside = ['10.1.2.3', '::ffff:10.1.2.3', 'fd12::1', '10.2.0.1', '127.0.0.1', 'fe80::1'];
  expect(inside.map((address) => leadsOutside(address, allowed))).toEqual([true, true, true, false, false, false]);
});
