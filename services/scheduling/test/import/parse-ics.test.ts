import { describe, expect, test } from '@jest/globals';
import { parseIcs } from '../../src/import/parse-ics.ts';

const calendar = (...events: string[]) => `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${events.join('')}END:VCALENDAR\r\n`;
const event = (...lines: string[]) => `BEGIN:VEVENT\r\n${lines.map((line) => `${line}\r\n`).join('')}END:VEVENT\r\n`;
const FACTS = ['UID:1', 'SUMMARY:Talk', 'LOCATION:Hall'];

const parsed = (text: string, timeZone = 'Asia/Shanghai') => parseIcs(text, { timeZone });
const rowsOf = (text: string, timeZone?: string) => {
  const file = parsed(text, timeZone);
  if (!file.ok) throw new Error(file.refusal.message);
  return file.rows;
};
const only = (lines: readonly string[], timeZone?: string) => rowsOf(calendar(event(...FACTS, ...lines)), timeZone)[0]!;
const spanOf = (lines: readonly string[], timeZone?: string) => {
  const { start, end, error } = only(lines, timeZone);
  return error ? error.code : [start, end];
};

describe('the times of an event', () => {
  test.each([
    ['UTC', ['DTSTART:20260302T010000Z', 'DTEND:20260302T020000Z']],
    ['an IANA zone', ['DTSTART;TZID=Asia/Shanghai:20260302T090000', 'DTEND;TZID=Asia/Shanghai:20260302T100000']],
    ['two zones', ['DTSTART;TZID=Europe/Berlin:20260302T020000', 'DTEND;TZID=Asia/Shanghai:20260302T100000']],
    ['the center’s zone when floating', ['DTSTART:20260302T090000', 'DTEND:20260302T100000']],
    ['a duration', ['DTSTART:20260302T010000Z', 'DURATION:PT1H']],
  ])('are read in %s', (_, lines) => {
    expect(spanOf(lines)).toEqual(['2026-03-02T01:00:00Z', '2026-03-02T02:00:00Z']);
  });

  test('of a date are whole days of the center, its last one excluded', () => {
    const day = ['2026-03-03T16:00:00Z', '2026-03-04T16:00:00Z'];
    expect(spanOf(['DTSTART;VALUE=DATE:20260304'])).toEqual(day);
    expect(spanOf(['DTSTART;VALUE=DATE:20260304', 'DTEND;VALUE=DATE:20260305'])).toEqual(day);
    expect(spanOf(['DTSTART;VALUE=DATE:20260304', 'DURATION:P1D'])).toEqual(day);
  });

  test('of a day with a clock change last 23 hours', () => {
    const expected = ['2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'];
    expect(spanOf(['DTSTART;VALUE=DATE:20260329'], 'Europe/Berlin')).toEqual(expected);
    expect(spanOf(['DTSTART:20260329T000000', 'DURATION:P1D'], 'Europe/Berlin')).toEqual(expected);
    expect(spanOf(['DTSTART:20260329T000000', 'DURATION:PT24H'], 'Europe/Berlin')[1]).toBe('2026-03-29T23:00:00Z');
  });

  test('that exist twice mean the first, that are skipped the offset before', () => {
    const at = (start: string) => only([`DTSTART;TZID=Europe/Berlin:${start}`, 'DURATION:PT30M']).start;
    expect(at('20261025T023000')).toBe('2026-10-25T00:30:00Z');
    expect(at('20260329T023000')).toBe('2026-03-29T01:30:00Z');
    expect(at('20261025T013000')).toBe('2026-10-24T23:30:00Z');
    expect(at('20261025T033000')).toBe('2026-10-25T02:30:00Z');
  });

  test.each([
    ['a month 13', 'DTSTART:20261302T010000Z', 'invalid'],
    ['a 30 February', 'DTSTART:20260230T010000Z', 'invalid'],
    ['an hour 24', 'DTSTART:20260302T240000Z', 'invalid'],
    ['seconds', 'DTSTART:20260302T010030Z', 'invalid'],
    ['an offset, which RFC 5545 does not know', 'DTSTART:20260302T010000+0100', 'invalid'],
    ['words', 'DTSTART:tomorrow', 'invalid'],
    ['a zone nobody knows', 'DTSTART;TZID=Moon/Sea:20260302T010000', 'unknown-zone'],
    ['a prototype for a zone', 'DTSTART;TZID=__proto__:20260302T010000', 'unknown-zone'],
    ['no start', 'COMMENT:none', 'missing'],
  ])('with %s are an error of the start', (_, line, code) => {
    expect(only([line, 'DTEND:20260302T020000Z'])).toMatchObject({ error: { field: 'start', code } });
  });

  test.each([
    ['an end before', ['DTEND:20260302T000000Z'], 'ends-before-start'],
    ['an end at the start', ['DTEND:20260302T010000Z'], 'zero-length'],
    ['no end', [], 'zero-length'],
    ['ten years', ['DTEND:20360302T010000Z'], 'too-long'],
    ['a duration of words', ['DURATION:an hour'], 'invalid'],
    ['a negative duration', ['DURATION:-PT1H'], 'invalid'],
    ['an empty duration', ['DURATION:P'], 'invalid'],
  ])('with %s are an error of the end', (_, lines, code) => {
    expect(only(['DTSTART:20260302T010000Z', ...lines])).toMatchObject({ error: { field: 'end', code } });
  });
});

describe('a zone of the file', () => {
  const zone = (rule: string) =>
    `BEGIN:VTIMEZONE\r\nTZID:Own\r\nBEGIN:STANDARD\r\nDTSTART:20001029T030000\r\n${rule}TZOFFSETFROM:+0300\r\nTZOFFSETTO:+0300\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n`;
  const at = (rule: string) =>
    rowsOf(calendar(zone(rule), event(...FACTS, 'DTSTART;TZID=Own:20260302T090000', 'DURATION:PT1H')))[0];

  test('is used when its name is no IANA zone', () => {
    expect(at('')).toMatchObject({ start: '2026-03-02T06:00:00Z' });
  });

  test.each([
    'RRULE:FREQ=SECONDLY\r\n',
    'RRULE:FREQ=YEARLY;BYSECOND=0,1,2\r\n',
    'RRULE:FREQ=YEARLY;BYMONTHDAY=31;BYMONTH=2\r\n',
    'RRULE:garbage\r\n',
  ])('is not evaluated with %s', (rule) => {
    expect(at(rule)).toMatchObject({ error: { code: 'unknown-zone' } });
  });
});

describe('an event', () => {
  const TIMES = ['DTSTART:20260302T010000Z', 'DTEND:20260302T020000Z'];

  test('has its text unfolded and unescaped, line breaks made spaces', () => {
    const row = rowsOf(
      calendar(event('UID:1', 'SUMMARY;LANGUAGE=en:One\\, two\\nthr', ' ee', 'LOCATION:Hall\\; left', ...TIMES)),
    )[0];
    expect(row).toMatchObject({ title: 'One, two three', room: 'Hall; left', line: 3 });
  });

  test('without LOCATION, SUMMARY or UID is an error or gets an id', () => {
    expect(rowsOf(calendar(event('UID:1', 'SUMMARY:Talk', ...TIMES)))[0]).toMatchObject({
      error: { field: 'room', code: 'missing' },
    });
    expect(rowsOf(calendar(event('UID:1', 'LOCATION:Hall', ...TIMES)))[0]).toMatchObject({
      error: { field: 'title', code: 'missing' },
    });
    expect(rowsOf(calendar(event('SUMMARY:Talk', 'LOCATION:Hall', ...TIMES)))[0]?.uid).toMatch(/^row-[0-9a-f]{32}$/);
  });

  test('that is cancelled says so, whatever else is wrong with it', () => {
    const row = rowsOf(calendar(event('UID:1', 'STATUS:CANCELLED', 'RRULE:FREQ=WEEKLY')))[0];
    expect(row).toMatchObject({ cancelled: true });
    expect(row).not.toHaveProperty('error');
  });

  test('of which one occurrence is cancelled is not cancelled', () => {
    const row = only([...TIMES, 'STATUS:CANCELLED', 'RECURRENCE-ID:20260302T010000Z']);
    expect(row).toMatchObject({ error: { code: 'recurring-not-taken' } });
    expect(row).not.toHaveProperty('cancelled');
  });

  test('that is there both as it was and cancelled is an error the second time', () => {
    const [first, second] = rowsOf(calendar(event(...FACTS, ...TIMES), event(...FACTS, ...TIMES, 'STATUS:CANCELLED')));
    expect(first).not.toHaveProperty('error');
    expect(second).toMatchObject({ error: { code: 'repeated-id' } });
  });

  test.each(['RRULE:FREQ=WEEKLY', 'RRULE:nonsense', 'RDATE:20260309T010000Z', 'RECURRENCE-ID:20260302T010000Z'])(
    'with %s is refused as recurring',
    (line) => {
      expect(only([...TIMES, line])).toMatchObject({ error: { code: 'recurring-not-taken' } });
    },
  );

  test('that its calendar keeps private stays private', () => {
    expect(only([...TIMES, 'CLASS:CONFIDENTIAL']).audience).toBe('private');
    expect(only([...TIMES, 'CLASS:PUBLIC'])).not.toHaveProperty('audience');
  });

  test('is not confused by the times of its alarm', () => {
    const alarm = 'BEGIN:VALARM\r\nACTION:DISPLAY\r\nDURATION:PT5M\r\nSUMMARY:Soon\r\nEND:VALARM';
    expect(only([alarm, ...TIMES])).toMatchObject({ title: 'Talk', end: '2026-03-02T02:00:00Z' });
  });

  test('whose UID was there before is refused', () => {
    const rows = rowsOf(calendar(event(...FACTS, ...TIMES), event(...FACTS, ...TIMES)));
    expect(rows[1]).toMatchObject({ error: { code: 'repeated-id' } });
  });
});

describe('an iCalendar file', () => {
  const whole = calendar(event(...FACTS, 'DTSTART:20260302T010000Z', 'DTEND:20260302T020000Z'));

  test('cut after any of its lines but the last is broken as a whole', () => {
    const lines = whole.trimEnd().split('\r\n');
    for (let kept = 0; kept < lines.length; kept++) {
      expect(parsed(lines.slice(0, kept).join('\r\n'))).toMatchObject({ ok: false, refusal: { code: 'broken-file' } });
    }
    expect(parsed(lines.join('\r\n'))).toMatchObject({ ok: true });
  });

  test.each([
    ['no calendar', 'id,room,start\n1,2,3\n', 1],
    ['an event outside of a calendar', event(...FACTS), 1],
    ['an unclosed event', whole.replace('END:VEVENT\r\n', ''), 9],
    ['a crossed end', whole.replace('END:VEVENT', 'END:VTODO'), 9],
    ['an end too many', `${whole}END:VCALENDAR\r\n`, 11],
    ['a line that is no property', whole.replace('UID:1', 'hello'), 4],
    ['text after its end', `${whole}UID:2\r\n`, 11],
  ])('with %s is broken, and the line is told', (_, text, line) => {
    expect(parsed(text)).toMatchObject({ ok: false, refusal: { code: 'broken-file', line } });
  });

  test('may begin with a byte order mark and end its lines with LF', () => {
    expect(parsed(`\ufeff${whole.replaceAll('\r\n', '\n')}`)).toEqual(parsed(whole));
  });

  test('nested without end is broken, not followed', () => {
    expect(parsed('BEGIN:VCALENDAR\n'.repeat(100_000))).toMatchObject({ ok: false });
  });

  test('of more than 10 MB or 20,000 events is refused as a whole', () => {
    expect(parsed(whole.replace('Talk', 'x'.repeat(10 * 1024 * 1024)))).toMatchObject({ ok: false });
    expect(parsed(calendar(event().repeat(20_001)))).toMatchObject({ ok: false });
    expect(parsed(calendar(event().repeat(20_000)))).toMatchObject({ ok: true });
  });
});
