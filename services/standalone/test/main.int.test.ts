import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Folders, newFolders } from './commands/folder.ts';
import { spawnSource } from './commands/processes.ts';

let folders: Folders;
const children: ChildProcess[] = [];

beforeEach(() => {
  folders = newFolders();
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || !child.kill('SIGTERM')) continue;
    await once(child, 'exit');
  }
  folders.remove();
});

const LINES = 4;

const hasIPv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'));
// skip: there is nothing to listen at; the name of the test says so.
const ipv6Test = hasIPv6 ? test : test.skip;
const why = hasIPv6 ? '' : ' (skipped: this machine has no ::1)';

/** The server, and what it has printed when it is ready: `lines` lines, or all until it ended. */
async function started(args: readonly string[], environment: Readonly<Record<string, string>> = {}, lines = LINES) {
  const child = spawnSource('main', ['--empty', '--data', folders.data, ...args], environment);
  children.push(child);
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    if (said.length === lines) break;
  }
  return said;
}

async function ended(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const child = spawnSource('main', ['--data', folders.data, ...args], environment);
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { exitCode: child.exitCode, out, err };
}

describe('with --port 0', () => {
  test('the port taken stands in every printed line, and links and feeds begin with the address printed', async () => {
    const [first = '', api] = await started(['--port', '0']);
    const url = first.replace('Huitang is ready: open ', '');
    expect(url).toMatch(/^http:\/\/localhost:[1-9]\d*$/);
    expect(api).toBe(`  API      ${url}/api`);
    const profile = {
      id: 'hall',
      name: 'Hall',
      address: 'x',
      timeZone: 'UTC',
      openingHours: Array(7).fill([]),
    };
    const headers = { 'content-type': 'application/json' };
    const opened = await fetch(`${url}/api/centers`, { method: 'POST', headers, body: JSON.stringify(profile) });
    const seen = opened.headers.get('huitang-position') ?? '';
    await fetch(`${url}/feeds/centers/hall.ics?seen=${encodeURIComponent(seen)}`);
    const feeds = (await (await fetch(`${url}/api/feeds?center=hall`)).json()) as { items: { url: string }[] };
    expect(feeds.items[0]?.url).toBe(`${url}/feeds/centers/hall.ics`);
  });

  test('and an address people know it by, the port stands in a line of its own, and the address has no slash', async () => {
    const [first, api, listens = ''] = await started(
      ['--port', '0'],
      { HUITANG_PUBLIC_URL: 'https://huitang.example.org/' },
      LINES + 1,
    );
    expect(first).toBe('Huitang is ready: open https://huitang.example.org');
    expect(api).toBe('  API      https://huitang.example.org/api');
    const address = listens.replace('  listens  ', '');
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
  });

  ipv6Test(`and an IPv6 address to listen at, that address is printed as a browser takes it${why}`, async () => {
    const [first = ''] = await started(['--port', '0'], { HUITANG_HOST: '::1' });
    const url = first.replace('Huitang is ready: open ', '');
    expect(url).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });
});

describe('a start that cannot be', () => {
  test('because the port is taken ends with 1, names the option and leaves no data folder behind', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const answer = await ended(['--port', String(port)]);
    other.close();
    expect(answer).toEqual({
      exitCode: 1,
      out: '',
      err: `Huitang cannot start: --port: ${port} is taken by another program; stop that one, or choose another number\n`,
    });
    expect(existsSync(folders.data)).toBe(false);
  });

  test.each([
    [['--port', 'http'], {}, '--port: a number from 0 to 65535, not http'],
    [['--prot', '80'], {}, "Unknown option '--prot'"],
    [
      [],
      { HUITANG_PUBLIC_URL: 'here' },
      'HUITANG_PUBLIC_URL: an address such as https://huitang.example.org, not here',
    ],
  ])('because %j %j was asked for ends with 2, in one sentence', async (args, environment, sentence) => {
    const answer = await ended(args, environment);
    expect(answer).toEqual({ exitCode: 2, out: '', err: `Huitang cannot start: ${sentence}\n` });
    expect(existsSync(folders.data)).toBe(false);
  });
});
