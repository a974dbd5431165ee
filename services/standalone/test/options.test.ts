import { describe, expect, test } from '@jest/globals';
import { parseStart } from '../src/options.ts';

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
    [['--dta', 'd'], {}, "Unknown option '--dta'"],
    [['--data'], {}, "Option '--data <value>' argument missing"],
    [['d'], {}, "Unexpected argument 'd'"],
  ])('with %j and %j is refused with what was wanted', (args, environment, message) => {
    expect(() => parseStart(args, environment)).toThrow(message);
  });

  test.each([
    [{ HUITANG_LOG: 'loud' }, 'HUITANG_LOG: debug, info, warn, error or silent, not loud'],
    [{ HUITANG_UID_DOMAIN: 'a b' }, 'HUITANG_UID_DOMAIN: a domain name in lower case, not a b'],
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
