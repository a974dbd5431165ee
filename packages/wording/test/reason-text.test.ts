import { describe, expect, test } from '@jest/globals';
import { en } from '../src/reasons/en.ts';
import { reasonText } from '../src/reasons/reason-text.ts';
import { zh } from '../src/reasons/zh.ts';

const names: Record<string, string> = { hall: '宣誓厅' };
const nameOf = (id: string): string => names[id] ?? id;

const values = {
  minutes: 30,
  capacity: 120,
  headcount: 200,
  largest: 150,
  features: 'oath-wall flag',
  feature: 'piano',
  role: 'guide',
  skills: 'language:en',
  needed: 2,
  wanted: 40,
  free: 12,
  date: '2026-07-01',
  reason: '空调检修',
};

const codes = Object.keys(zh);

test('both languages know the same reasons', () => {
  expect(Object.keys(en).sort()).toEqual(codes.sort());
});

describe.each(['zh', 'en'] as const)('in %s', (language) => {
  test.each(codes)('%s has a sentence of its own, with everything filled in', (code) => {
    const text = reasonText({ code, resourceId: 'hall', values }, language, nameOf);
    expect(text).toMatch(language === 'zh' ? /。$/ : /^[A-Z宣].*\.$/);
    expect(text).not.toMatch(/undefined|NaN|\$\{/);
    const words = code.replaceAll('-', ' ');
    expect([`宣誓厅: ${words}.`, `宣誓厅：其他原因（${words}）。`]).not.toContain(text);
  });

  test.each(codes)('%s reads acceptably without its values', (code) => {
    expect(reasonText({ code }, language, nameOf)).not.toMatch(/undefined|NaN/);
  });
});

test.each([
  [
    'zh',
    { code: 'moved-start', values: { minutes: -90 } },
    '首选时间无法满足，安排在您可接受的另一时间：比首选时间早 90 分钟。',
  ],
  [
    'en',
    { code: 'moved-start', values: { minutes: 30 } },
    'The preferred time could not be had; another one you accept was taken, 30 minutes later.',
  ],
  ['zh', { code: 'held-start', values: { minutes: 300 } }, '已为您另行保留：比原定时间晚 300 分钟。'],
  ['en', { code: 'held-start', values: { minutes: 300 } }, 'Held for you instead, 300 minutes later.'],
  ['zh', { code: 'held-start', values: { minutes: 0 } }, '已为您另行保留：时间不变。'],
  ['en', { code: 'held-start', values: { minutes: 0 } }, 'Held for you instead, at the same time.'],
  ['zh', { code: 'no-room-with-features', values }, '没有能容纳 200 人并具备以下条件的场地：宣誓墙、党旗。'],
  ['en', { code: 'people-busy', values }, 'Nobody is free at that time as guide (English).'],
  ['zh', { code: 'people-busy', values: { role: 'guide', skills: '' } }, '该时段没有空闲的讲解员。'],
  ['zh', { code: 'kit-short', resourceId: 'headsets', values }, 'headsets：需要 40 件，该时段只剩 12 件。'],
  ['en', { code: 'moon-in-the-way' }, 'Moon in the way.'],
  ['en', { code: 'moon-in-the-way', resourceId: 'hall' }, '宣誓厅: moon in the way.'],
  ['zh', { code: 'moon-in-the-way', resourceId: 'hall' }, '宣誓厅：其他原因（moon in the way）。'],
  ['en', { code: 'constructor' }, 'Constructor.'],
] as const)('in %s, %j reads: %s', (language, reason, text) => {
  expect(reasonText(reason, language, nameOf)).toBe(text);
});
