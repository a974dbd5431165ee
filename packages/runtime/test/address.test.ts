import { describe, expect, test } from '@jest/globals';
import { addressOf, hostInUrl } from '../src/address.ts';

describe('the address of a server', () => {
  test.each([
    ['127.0.0.1', 'IPv4', 'http://127.0.0.1:8080'],
    ['::1', 'IPv6', 'http://[::1]:8080'],
    ['0.0.0.0', 'IPv4', 'http://127.0.0.1:8080'],
    ['::', 'IPv6', 'http://[::1]:8080'],
    ['192.168.1.7', 'IPv4', 'http://192.168.1.7:8080'],
  ])('that listens at %s can be asked for as it stands', (address, family, url) => {
    expect(addressOf({ address, family, port: 8080 })).toBe(url);
    expect(new URL(url).port).toBe('8080');
  });

  test('is none for a pipe and for one that does not listen', () => {
    expect([addressOf('/run/huitang.sock'), addressOf(null)]).toEqual([undefined, undefined]);
  });
});

test('a host stands in a URL as it is, IPv6 in brackets', () => {
  expect(['localhost', '127.0.0.1', '::1', 'fe80::1'].map(hostInUrl)).toEqual([
    'localhost',
    '127.0.0.1',
    '[::1]',
    '[fe80::1]',
  ]);
});
