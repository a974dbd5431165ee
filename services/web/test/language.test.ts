import { expect, test } from '@jest/globals';
import { preferredLanguage } from '../src/language.ts';

test.each([
  [undefined, 'zh'],
  ['', 'zh'],
  ['*', 'zh'],
  ['fr-FR,fr;q=0.9', 'zh'],
  ['en', 'en'],
  ['en-GB,en;q=0.9,zh;q=0.1', 'en'],
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
  ['fr;q=1, en;q=0.5, zh;q=0.4', 'en'],
  ['en;q=0.4,ZH-Hant-TW;q=0.9', 'zh'],
  ['en;q=0', 'zh'],
  ['en;q=nonsense', 'zh'],
  [['en-US', 'zh'], 'en'],
])('Accept-Language %p is answered in %s', (header, language) => {
  expect(preferredLanguage(header)).toBe(language);
});
