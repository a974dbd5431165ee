import { describe, expect, test } from '@jest/globals';
import { lunarText } from '../src/words/dates.ts';
import { words } from '../src/words/index.ts';

/** Every text by its way; functions are asked with plausible values. */
function texts(value: unknown, way: string): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[way, value]];
  if (typeof value === 'function') return [[way, String(value('2026-07-01', '2026-07-02'))]];
  return Object.entries(value as object).flatMap(([key, part]) => texts(part, `${way}.${key}`));
}

describe.each(['zh', 'en'] as const)('in %s', (language) => {
  const all = texts(words[language], language).filter(([way]) => way !== 'en.dates.lunar');

  test('no text is empty', () => {
    expect(all.filter(([, text]) => text.trim() === '')).toEqual([]);
    expect(all.length).toBeGreaterThan(150);
  });
});

test('English pages have no Chinese in them but the name of the other language', () => {
  const chinese = texts(words.en, 'en').filter(([, text]) => /\p{Script=Han}/u.test(text));
  expect(chinese.map(([way]) => way)).toEqual(['en.site.otherLanguage']);
});

test('English counts one thing as one', () => {
  expect([words.en.use.seats(1), words.en.use.seats(2)]).toEqual(['1 seat', '2 seats']);
});

test('dates are those of the calendar in any zone', () => {
  expect([words.zh.dates.day('2026-07-01'), words.en.dates.day('2026-07-01')]).toEqual([
    '7月1日 星期三',
    'Wednesday 1 July',
  ]);
});

test.each([
  ['2026-02-17', '农历正月初一'],
  ['2026-11-24', '农历十月十六'],
  ['2025-07-25', '农历闰六月初一'],
  ['2026-02-07', '农历腊月二十'],
  ['2026-02-08', '农历腊月廿一'],
  ['2025-01-28', '农历腊月廿九'],
  ['2024-02-09', '农历腊月三十'],
  ['2026-02-26', '农历正月初十'],
])('%s is %s', (date, lunar) => {
  expect(lunarText(date)).toBe(lunar);
});
