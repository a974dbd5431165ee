import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { join } from 'node:path';
import { type ServiceName, serviceNames } from '@huitang/distributed';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newFolder, removeFolder } from '../support/folder.ts';
import { freePort } from '../support/free-port.ts';
import { type FrontDoor, startFrontDoor } from '../support/front-door.ts';

const SECRET = 'canary-0123456789abcdef';

const folder = newFolder();
const servers = new Map<ServiceName, Server>();
let front: FrontDoor;
let address: string;
/** The last request that any service got. */
let got: IncomingMessage | undefined;

/** A service that says its name, and takes whatever is sent to it. */
async function echo(name: ServiceName): Promise<number> {
  const server = createServer((request, response) => {
    got = request;
    request.resume().on('end', () => response.end(name));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  servers.set(name, server);
  const at = server.address();
  return typeof at === 'object' && at ? at.port : 0;
}

beforeAll(async () => {
  const ports = new Map<ServiceName, number>();
  // Nobody is behind the calendar: what fails is what proxies write about.
  for (const name of serviceNames) ports.set(name, name === 'calendar' ? await freePort() : await echo(name));
  const port = await freePort();
  front = await startFrontDoor(port, (name) => ports.get(name) ?? 0, folder);
  address = `http://127.0.0.1:${port}`;
});
afterAll(async () => {
  await front.stop();
  for (const server of servers.values()) server.close();
  removeFolder(folder);
});

const status = async (path: string): Promise<number> => (await fetch(address + path)).status;

describe('the front door, a real nginx', () => {
  test.each([
    ['/api/activities/%zz', 400, 'malformed-request'],
    ['/api/activities/%00', 400, 'malformed-request'],
    ['/feeds/rooms/a.ics', 503, 'service-away'],
  ])('says what is wrong with %s as the services do', async (path, wanted, code) => {
    const answer = await fetch(address + path);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([wanted, 'application/problem+json']);
    expect(await answer.json()).toMatchObject({ status: wanted, code });
  });

  test.each([
    '/internal/streams/a',
    '/INTERNAL/streams/a',
    '/metrics',
    '/Metrics',
    '/metrics/',
    '/%6detrics',
    '/x/../metrics',
  ])('has no way to %s', async (path) => {
    expect(await status(path)).toBe(404);
  });

  test('writes no secret of a private feed anywhere, also when the service is away or the path is odd', async () => {
    const paths = [`/f/id.${SECRET}.ics`, `/F/${SECRET}`, `/feeds/centers/${SECRET}.ics`, `/api/feeds?token=${SECRET}`];
    const statuses = await Promise.all(paths.map(status));
    expect(statuses).toEqual([503, 200, 503, 503]);
    expect(readFileSync(join(folder, 'nginx', 'access.log'), 'utf8')).toContain('"status":503');
    expect(front.said() + readFileSync(join(folder, 'nginx', 'access.log'), 'utf8')).not.toContain(SECRET);
  });

  test('tells the service who asks, by which name, and in which trace, and believes nobody who says so himself', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await fetch(`${address}/api/kinds`, { headers: { traceparent, 'x-forwarded-for': '203.0.113.9' } });
    expect(got?.headers).toMatchObject({
      host: new URL(address).host,
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'http',
      traceparent,
    });
  });

  test('lets a body of ten megabytes through, which is what a route may read', async () => {
    const body = 'x'.repeat(10 * 1_048_576);
    const answer = await fetch(`${address}/api/import`, { method: 'POST', body });
    expect([answer.status, await answer.text()]).toEqual([200, 'scheduling']);
  });
});
