import type { IncomingMessage } from 'node:http';
import { expect, test } from '@jest/globals';
import { callerOf } from '../../src/http/caller.ts';

const asked = (remoteAddress: string | undefined, forwarded?: string) =>
  callerOf({
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    socket: { remoteAddress } as IncomingMessage['socket'],
  });

test.each([
  ['the peer', '203.0.113.9', undefined, '203.0.113.9'],
  ['whom a proxy on this machine names', '127.0.0.1', '203.0.113.9', '203.0.113.9'],
  ['whom a proxy in this network names', '::ffff:172.18.0.5', '2001:db8::7', '2001:db8::7'],
  ['the last that no proxy near by is', '10.0.0.2', '198.51.100.1, 203.0.113.9, 10.0.0.7', '203.0.113.9'],
  ['the peer where somebody far away names others', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
  ['nobody where there is no connection any more', undefined, undefined, ''],
])('a request comes from %s', (_, peer, forwarded, caller) => {
  expect(asked(peer, forwarded)).toBe(caller);
});
