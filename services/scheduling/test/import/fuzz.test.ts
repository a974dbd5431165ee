import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseCsv } from '../../src/import/parse-csv.ts';
import { parseIcs } from '../../src/import/parse-ics.ts';
import type { ParsedFile } from '../../src/import/parsed-file.ts';

const CSV = `id,room,start,end,title,headcount
1,Hall,2026-03-02T09:00:00+08:00,2026-03-02T10:00:00+08:00,"Talk, again",40
2,Hall,2026-03-02T10:00:00+08:00,2026-03-02T11:00:00+08:00,Next,
`;
const ICS = `BEGIN:VCALENDAR
BEGIN:VTIMEZONE
TZID:Own
BEGIN:DAYLIGHT
DTSTART:20000326T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:1
DTSTART;TZID=Own:20260302T010000
DURATION:PT1H
SUMMARY:Talk
LOCATION:Hall
END:VEVENT
END:VCALENDAR
`;

const PIECES = [
  '"',
  ',',
  '\n',
  '\r',
  ';',
  ':',
  '=',
  '\u0000',
  '\ud800',
  '__proto__',
  'BEGIN:VEVENT\n',
  'END:VEVENT\n',
  'TZID=',
  '9',
];

/** A valid file with a few places overwritten, cut out or doubled. */
const damaged = (text: string) =>
  fc
    .array(
      fc.record({
        at: fc.nat(text.length),
        drop: fc.nat(12),
        put: fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 5 })),
      }),
      { maxLength: 6 },
    )
    .map((edits) =>
      edits.reduce((result, { at, drop, put }) => result.slice(0, at) + put + result.slice(at + drop), text),
    );

const INSTANT = /^20\d\d-\d\d-\d\dT\d\d:\d\d:00Z$/;

/** A row is either a whole booking or says what is wrong with it. */
const isSound = (parsed: ParsedFile): boolean =>
  !parsed.ok ||
  parsed.rows.every(
    ({ error, cancelled, room, start = '', end = '', title, uid }) =>
      uid !== '' &&
      (error !== undefined ||
        cancelled === true ||
        (room !== undefined && INSTANT.test(start) && INSTANT.test(end) && start < end && title !== '')),
  );

describe('no input', () => {
  test('makes the CSV parser throw or let half a booking through', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), damaged(CSV)), (text) => {
        expect(isSound(parseCsv(text))).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  test('makes the iCalendar parser throw or let half a booking through', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), damaged(ICS)), (text) => {
        expect(isSound(parseIcs(text, { timeZone: 'Asia/Shanghai' }))).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });
});

test('the undamaged files of the fuzz are whole', () => {
  const sound = [parseCsv(CSV), parseIcs(ICS, { timeZone: 'Asia/Shanghai' })];
  expect(sound.map((file) => file.ok && file.rows.every((row) => row.error === undefined))).toEqual([true, true]);
});
