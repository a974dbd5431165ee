import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseCsv } from '../../src/import/parse-csv.ts';
import { parseIcs } from '../../src/import/parse-ics.ts';
import type { ParsedFile } from '../../src/import/parsed-file.ts';

const folder = process.env.HUITANG_REAL_DATA;
// skip: without HUITANG_REAL_DATA there is nothing to read; the files are third-party data and stay out of the repository.
const realTest = folder ? test : test.skip;
const why = folder ? '' : ' (skipped: HUITANG_REAL_DATA is not set to the folder of congress-2014.csv and .ics)';

const read = (name: string) => readFileSync(join(folder ?? '', name), 'utf8');

const bookings = (parsed: ParsedFile) => {
  if (!parsed.ok) throw new Error(parsed.refusal.message);
  expect(parsed.rows.filter((row) => row.error ?? row.cancelled)).toEqual([]);
  return parsed.rows.map(({ uid, room, start, end, title }) => ({ uid: uid.split('@')[0], room, start, end, title }));
};

describe(`the congress of 2014${why}`, () => {
  realTest('is 138 bookings in four halls, the same from CSV and iCalendar', () => {
    const fromCsv = bookings(parseCsv(read('congress-2014.csv')));
    const fromIcs = bookings(parseIcs(read('congress-2014.ics'), { timeZone: 'Europe/Berlin' }));
    expect(fromCsv).toHaveLength(138);
    expect(new Set(fromCsv.map(({ room }) => room)).size).toBe(4);
    expect(fromIcs).toEqual(fromCsv);
  });

  realTest('ends eleven bookings exactly at local midnight', () => {
    const ends = bookings(parseCsv(read('congress-2014.csv'))).map(({ end }) => end);
    expect(ends.filter((end) => end?.endsWith('T23:00:00Z'))).toHaveLength(11);
  });
});
