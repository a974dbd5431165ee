import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parseCsv } from '../../src/import/parse-csv.ts';
import { parseIcs } from '../../src/import/parse-ics.ts';

const sample = (name: string) => readFileSync(new URL(`./samples/${name}`, import.meta.url), 'utf8');

describe('the sample files', () => {
  test('hall-week.csv is four bookings and one error', () => {
    const parsed = parseCsv(sample('hall-week.csv'));
    if (!parsed.ok) throw new Error(parsed.refusal.message);
    expect(parsed.ignoredColumns).toEqual(['remark']);
    expect(parsed.rows.map(({ uid, error }) => [uid, error?.code])).toEqual([
      ['a-1', undefined],
      ['a-2', undefined],
      ['a-3', undefined],
      ['a-4', undefined],
      ['a-5', 'ends-before-start'],
    ]);
    expect(parsed.rows[1]?.title).toBe('Lecture: "The river, then and now"');
    expect(parsed.rows[2]?.end).toBe(parsed.rows[3]?.start);
    expect(parsed.rows[3]?.title).toBe('=Night shift meeting');
  });

  test('hall-week.ics is five bookings, one cancelled and one error', () => {
    const parsed = parseIcs(sample('hall-week.ics'), { timeZone: 'Asia/Shanghai' });
    if (!parsed.ok) throw new Error(parsed.refusal.message);
    expect(
      parsed.rows.map(({ uid, start, end, error, cancelled }) => [
        uid.split('@')[0],
        error?.code ?? (cancelled ? 'cancelled' : `${start} ${end}`),
      ]),
    ).toEqual([
      ['utc', '2026-03-02T01:00:00Z 2026-03-02T02:30:00Z'],
      ['iana', '2026-03-02T02:30:00Z 2026-03-02T04:00:00Z'],
      ['own-zone', '2026-07-01T07:00:00Z 2026-07-01T08:00:00Z'],
      ['floating', '2026-03-03T01:00:00Z 2026-03-03T02:00:00Z'],
      ['all-day', '2026-03-03T16:00:00Z 2026-03-04T16:00:00Z'],
      ['cancelled', 'cancelled'],
      ['weekly', 'recurring-not-taken'],
    ]);
    expect(parsed.rows[1]?.title).toBe('Lecture on the river, then and now, with a title long enough to be folded');
    expect(parsed.rows[4]?.audience).toBe('private');
  });
});
