import { exitCodeOf } from '@huitang/runtime';
import { describe, expect, test } from '@jest/globals';
import { parseStart } from '../src/options.ts';

function thrownBy(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}

describe('the start of the server', () => {
  test('needs nothing to be said', () => {
    expect(parseStart([], {})).toEqual({
      HUITANG_HOST: '127.0.0.1',
      HUITANG_MAIL_FROM: '会堂 Huitang <huitang@localhost>',
      HUITANG_LOG: 'warn',
      dataDir: 'data',
      port: 8080,
      empty: false,
    });
  });

  test('takes options, also after the -- that pnpm hands on, and the environment', () => {
    const environment = { HUITANG_UID_DOMAIN: 'center.example', MAIL_URL: 'smtp://localhost', OTHER: 'x' };
    expect(parseStart(['--', '--data', 'd', '--port', '0', '--empty'], environment)).toMatchObject({
      dataDir: 'd',
      port: 0,
      empty: true,
      HUITANG_UID_DOMAIN: 'center.example',
      MAIL_URL: 'smtp://localhost',
    });
  });

  test.each([
    [['--port', '70000'], {}, '--port: a number from 0 to 65535, not 70000'],
    [['--port', 'http'], {}, '--port: a number from 0 to 65535, not http'],
    [['--port', ''], {}, '--port: a number from 0 to 65535, not '],
    [['--port', '1e3'], {}, '--port: a number from 0 to 65535, not 1e3'],
    [['--data', ''], {}, '--data: the name of a folder'],
    [['--dta', 'd'], {}, "Unknown option '--dta'"],
    [['--data'], {}, "Option '--data <value>' argument missing"],
    [['--data', '--empty'], {}, "Option '--data' argument is ambiguous"],
    [['./d.e'], {}, "Unexpected argument './d.e'"],
  ])('with %j and %j is refused in one sentence as wrong usage: %s', (args, environment, message) => {
    expect(() => parseStart(args, environment)).toThrow(new Error(message));
    expect(exitCodeOf(thrownBy(() => parseStart(args, environment)))).toBe(2);
  });

  test.each([
    ['https://huitang.example.org/', 'https://huitang.example.org'],
    ['https://example.org/huitang//', 'https://example.org/huitang'],
    ['http://[2001:db8::1]:8080', 'http://[2001:db8::1]:8080'],
  ])('takes the address %s as %s, which paths can be put behind', (given, taken) => {
    expect(parseStart([], { HUITANG_PUBLIC_URL: given }).HUITANG_PUBLIC_URL).toBe(taken);
  });

  test.each([
    [{ HUITANG_LOG: 'loud' }, 'HUITANG_LOG: debug, info, warn, error or silent, not loud'],
    [{ HUITANG_UID_DOMAIN: 'a b' }, 'HUITANG_UID_DOMAIN: a domain name in lower case, not a b'],
    [{ HUITANG_HOST: '' }, 'HUITANG_HOST: an address of this machine such as 127.0.0.1, not '],
    [
      { HUITANG_PUBLIC_URL: 'ftp://example.org' },
      'HUITANG_PUBLIC_URL: an address such as https://huitang.example.org, not ftp://example.org',
    ],
    [
      { HUITANG_PUBLIC_URL: 'https://example.org/?a=b' },
      'HUITANG_PUBLIC_URL: an address such as https://huitang.example.org, not https://example.org/?a=b',
    ],
    [{ HUITANG_PUBLIC_URL: 'here' }, 'HUITANG_PUBLIC_URL: an address such as https://huitang.example.org, not here'],
    [
      { HUITANG_LOG: '', HUITANG_PUBLIC_URL: '/' },
      'HUITANG_PUBLIC_URL: an address such as https://huitang.example.org, not /; HUITANG_LOG: debug, info, warn, error or silent, not ',
    ],
  ])('with the environment %j is refused in a sentence: %s', (environment, message) => {
    expect(() => parseStart([], environment)).toThrow(new Error(message));
  });

  test('does not repeat the address of the mail server, which may hold a password', () => {
    const wrong = new Error('MAIL_URL: an address that begins with smtp:// or smtps://');
    expect(() => parseStart([], { MAIL_URL: 'https://user:secret@mail.example' })).toThrow(wrong);
  });
});
