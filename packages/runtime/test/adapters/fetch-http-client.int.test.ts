import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetchHttpClient } from '@huitang/runtime/adapters';
import { afterEach, describe, expect, test } from '@jest/globals';

let server: Server | undefined;

afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve) ?? resolve(undefined));
  server = undefined;
});

async function serve(listener: RequestListener): Promise<string> {
  const listening = createServer(listener);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
}

const ask = (url: string, change: { timeoutMs?: number; headers?: Record<string, string>; body?: string } = {}) =>
  fetchHttpClient().request({ method: change.body === undefined ? 'GET' : 'POST', url, timeoutMs: 5_000, ...change });

describe('a request', () => {
  test('brings status, headers and body, also when the answer is no', async () => {
    const url = await serve(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const heard = `${request.method} ${request.headers['x-asked']} ${Buffer.concat(parts)}`;
      response.writeHead(418, { 'X-Heard': 'yes' }).end(heard);
    });
    const answer = await ask(url, { headers: { 'x-asked': 'a' }, body: '{"名":1}' });
    expect(answer).toMatchObject({ status: 418, headers: { 'x-heard': 'yes' }, body: 'POST a {"名":1}' });
  });

  test('that is not answered in time is a retriable fault that does not repeat the address', async () => {
    const url = await serve(() => {});
    const asked = ask(`${url}/hook?token=secret`, { timeoutMs: 50 });
    await expect(asked).rejects.toMatchObject({ code: 'http-timeout', retriable: true });
    await expect(asked).rejects.not.toThrow(/secret/);
  });

  test('whose answer stops half-way is a retriable fault', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('half');
    });
    await expect(ask(url, { timeoutMs: 100 })).rejects.toMatchObject({ code: 'http-timeout', retriable: true });
  });

  test('that nobody hears is a retriable fault', async () => {
    const url = await serve(() => {});
    await new Promise((resolve) => server?.close(resolve));
    await expect(ask(url)).rejects.toMatchObject({ code: 'http-unreachable', retriable: true });
  });

  test('whose answer does not end is cut off with a final fault', async () => {
    const url = await serve((_, response) => {
      const more = (): void => {
        if (!response.destroyed) response.write(Buffer.alloc(1_048_576), () => setImmediate(more));
      };
      more();
    });
    await expect(ask(url)).rejects.toMatchObject({ code: 'http-answer-too-large', retriable: false });
  });

  test.each([
    ['an address that is none', 'no address', {}],
    ['a header that would end early', 'http://127.0.0.1:1', { 'x-a': 'b\r\nx-c: d' }],
  ])('with %s is a final fault', async (_, url, headers) => {
    await expect(ask(url, { headers })).rejects.toMatchObject({ code: 'http-malformed-request', retriable: false });
  });
});
