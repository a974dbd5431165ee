import { expect, test } from '@jest/globals';
import { localTimes } from '../src/times.ts';

test.each([
  ['Asia/Shanghai', 'zh', '2026-07-01T01:00:00Z', '2026-07-01T02:15:00Z', '2026年7月1日（周三）09:00–10:15（UTC+8）'],
  ['Asia/Shanghai', 'en', '2026-07-01T01:00:00Z', '2026-07-01T02:15:00Z', 'Wednesday 1 July 2026, 09:00–10:15 (UTC+8)'],
  [
    'Asia/Shanghai',
    'zh',
    '2026-06-30T15:30:00Z',
    '2026-06-30T17:30:00Z',
    '2026年6月30日（周二）23:30 至 2026年7月1日（周三）01:30（UTC+8）',
  ],
  [
    'Asia/Shanghai',
    'en',
    '2026-06-30T15:00:00Z',
    '2026-06-30T16:00:00Z',
    'Tuesday 30 June 2026, 23:00 to Wednesday 1 July 2026, 00:00 (UTC+8)',
  ],
  [
    'Europe/Berlin',
    'en',
    '2026-10-25T00:30:00Z',
    '2026-10-25T01:30:00Z',
    'Sunday 25 October 2026, 02:30 (UTC+2)–02:30 (UTC+1)',
  ],
  [
    'Asia/Kolkata',
    'en',
    '2026-07-01T12:00:00+08:00',
    '2026-07-01T13:00:00+08:00',
    'Wednesday 1 July 2026, 09:30–10:30 (UTC+5:30)',
  ],
] as const)('a span in %s, in %s, from %s to %s', (zone, language, start, end, text) => {
  expect(localTimes(zone, language).span(start, end)).toBe(text);
});

test('clock times count minutes that pass, also where the clock is set back', () => {
  const { clock } = localTimes('Europe/Berlin', 'en');
  expect([0, 30, 60, 90].map((minutes) => clock('2026-10-25T00:30:00Z', minutes))).toEqual([
    '02:30',
    '02:00',
    '02:30',
    '03:00',
  ]);
});

test('a short time has no year', () => {
  expect(localTimes('Asia/Shanghai', 'zh').short('2026-07-01T01:05:00Z')).toBe('7月1日（周三）09:05');
  expect(localTimes('Asia/Shanghai', 'en').short('2026-07-01T01:05:00Z')).toBe('Wed 1 Jul, 09:05');
});
