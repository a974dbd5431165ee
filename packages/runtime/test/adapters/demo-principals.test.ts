import { demoPrincipals } from '@huitang/runtime/adapters';
import { describe, expect, test } from '@jest/globals';

const languageFor = async (header: string | readonly string[] | undefined) =>
  (await demoPrincipals().of({ 'accept-language': header }))?.language;

describe('the demo principal', () => {
  test.each([
    [undefined, 'zh'],
    ['', 'zh'],
    ['en', 'en'],
    ['EN-GB', 'en'],
    ['en-GB,en;q=0.9', 'en'],
    ['zh-Hans-CN, en;q=0.8', 'zh'],
    ['zh;q=0.7, en;q=0.8', 'en'],
    ['en;q=0.8, zh;q=0.8', 'en'],
    ['fr, de;q=0.9', 'zh'],
    ['fr, en;q=0.1', 'en'],
    ['en;q=0', 'zh'],
    ['eng, *', 'zh'],
    ['en;q=2, zh;q=0.1', 'zh'],
    [['fr', 'en'], 'en'],
  ] as const)('with Accept-Language %j reads %s', async (header, language) => {
    expect(await languageFor(header)).toBe(language);
  });

  test('may do everything', async () => {
    expect(await demoPrincipals().of({})).toMatchObject({
      id: 'demo',
      roles: ['organizer', 'manager', 'administrator'],
    });
  });
});
