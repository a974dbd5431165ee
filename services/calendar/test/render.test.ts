import { readFileSync } from 'node:fs';
import { renderEvent } from '@huitang/icalendar';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { convertIcsCalendar } from 'ts-ics';
import { openedCenter as toCenter } from '../src/domain/center.ts';
import { cancelledEntry, confirmedEntry } from '../src/domain/entry.ts';
import { feedEvent } from '../src/domain/event.ts';
import { oneLine, prose } from '../src/domain/text.ts';
import { renderCalendar } from '../src/render-calendar.ts';
import { cancelled, confirmed, idOf, openedCenter } from './given.ts';
import { eventsOf, parse, physicalLines, rawOf, textOf } from './plain-parser.ts';

const home = { publicUrl: 'https://huitang.example', uidDomain: 'huitang.example' };
const center = toCenter(openedCenter());
const header = { name: '天平街道党群服务中心', timeZone: 'Asia/Shanghai' };

const entryOf = (changes: Record<string, unknown>) => ({ ...confirmedEntry(confirmed(), undefined), ...changes });
const calendarAround = (about: typeof header, ...events: readonly Buffer[]): string =>
  renderCalendar(
    about,
    events.map((bytes, index) => ({ key: String(index), bytes })),
  ).bytes.toString();
const icsOf = (...entries: readonly ReturnType<typeof entryOf>[]): string =>
  calendarAround(header, ...entries.map((entry) => renderEvent(feedEvent(entry, center, 'zh', home))));

const nasty = [
  'plain',
  'CR\rLF\nCRLF\r\nNEL\u0085LS\u2028PS\u2029VT\u000bFF\u000cend',
  'semi;colon,comma\\backslash\\nnot a break',
  'x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil\r\nSUMMARY:evil',
  'BEGIN:VEVENT',
  '👩‍👩‍👧‍👦🇨🇳🏳️‍🌈'.repeat(12),
  '‏مرحبا بالعالم שלום עולם‏'.repeat(5),
  '很长的标题'.repeat(60),
  'lone \ud800 surrogate \udfff',
  'controls \u0000\u0001\u001b[31m\u007f\u009b',
  '"quoted" : ^n ^^ %0A',
  '\ufeffbom',
  ' leading and trailing ',
];

describe('one event', () => {
  test('is, with all its neighbours, byte for byte the golden feed', () => {
    const entries = [
      entryOf({}),
      entryOf({ id: idOf(2), audience: 'members' }),
      entryOf({ id: idOf(3), audience: 'private' }),
      cancelledEntry(entryOf({ id: idOf(4) }), cancelled(1, '2026-06-25T00:00:00Z')),
      entryOf({ id: idOf(5), announced: false }),
      entryOf({ id: idOf(6), title: nasty[3], programme: [] }),
    ];
    const golden = readFileSync(new URL('golden/center.ics', import.meta.url), 'utf8');
    expect(icsOf(...entries)).toBe(golden);
    expect(golden).not.toMatch(/secret-branch|4711|ATTENDEE|ORGANIZER|VALARM|METHOD|TZID/);
  });

  test.each(nasty)('keeps component count and text: %j', (text) => {
    const ics = icsOf(entryOf({ title: text, programme: [{ title: { zh: text, en: text }, minutes: 5 }] }));
    const [event, ...others] = eventsOf(ics);
    expect(others).toEqual([]);
    expect(textOf(event!, 'SUMMARY')).toBe(oneLine(text));
    expect(textOf(event!, 'DESCRIPTION')).toBe(prose(`议程\n1. ${text}（5 分钟）`));
    const read = convertIcsCalendar(undefined, ics);
    expect(read.events).toHaveLength(1);
    expect(read.events?.[0]?.summary.trim()).toBe(oneLine(text).trim());
    expect(read.events?.[0]?.uid).toBe(`${idOf(1)}@huitang.example`);
    expect(read.events?.[0]?.start.date.toISOString()).toBe('2026-07-02T01:00:00.000Z');
  });

  test('of any text at all is read back as that text, cleaned', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc
        .array(fc.constantFrom(...nasty, '\r', '\n', ';', ',', '\\', ':', '"', 'END:VCALENDAR'), { maxLength: 12 })
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        const ics = icsOf(entryOf({ title: text }), entryOf({ id: idOf(2) }));
        const [event, neighbour, ...others] = eventsOf(ics);
        expect(others).toEqual([]);
        expect(textOf(event!, 'SUMMARY')).toBe(oneLine(text) || '重温入党誓词');
        expect(textOf(neighbour!, 'SUMMARY')).toBe('衡山支部重温入党誓词');
        expect(Math.max(...physicalLines(ics).map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
      }),
      { numRuns: 500 },
    );
  });

  test('has UTC times, the last revision as DTSTAMP, and no empty property', () => {
    const [event] = eventsOf(icsOf(entryOf({})));
    expect(rawOf(event!, 'DTSTART')).toBe('20260702T010000Z');
    expect(rawOf(event!, 'DTEND')).toBe('20260702T023000Z');
    expect(rawOf(event!, 'DTSTAMP')).toBe('20260620T080000Z');
    expect(rawOf(event!, 'LAST-MODIFIED')).toBe('20260620T080000Z');
    for (const one of nasty) {
      const [odd] = eventsOf(icsOf(entryOf({ title: one, programme: [] })));
      expect(odd!.properties.filter(({ value }) => value === '')).toEqual([]);
    }
  });

  test('that is cancelled is transparent, others are opaque', () => {
    const called = cancelledEntry(entryOf({}), cancelled(1, '2026-06-25T00:00:00Z'));
    const [one, two] = eventsOf(icsOf(called, entryOf({ id: idOf(2) })));
    expect([rawOf(one!, 'STATUS'), rawOf(one!, 'TRANSP'), rawOf(one!, 'SEQUENCE')]).toEqual([
      'CANCELLED',
      'TRANSPARENT',
      '1',
    ]);
    expect([rawOf(two!, 'STATUS'), rawOf(two!, 'TRANSP'), rawOf(two!, 'SEQUENCE')]).toEqual([
      'CONFIRMED',
      'OPAQUE',
      '0',
    ]);
  });

  test('tells Apple the same place as LOCATION, in parameters by their own rules', () => {
    const odd = { ...center, address: { zh: 'A "B", C; D: E', en: 'x' } };
    const ics = calendarAround(header, renderEvent(feedEvent(entryOf({}), odd, 'zh', home)));
    const [event] = eventsOf(ics);
    const apple = event!.properties.find(({ name }) => name === 'X-APPLE-STRUCTURED-LOCATION')!;
    expect(apple.parameters).toBe(
      ';VALUE=URI;X-ADDRESS="A ^\'B^\', C; D: E";X-APPLE-RADIUS=72;X-TITLE="宣誓厅, 天平街道党群服务中心"',
    );
    expect(apple.value).toBe('geo:31.2035,121.4445');
    expect(textOf(event!, 'LOCATION')).toBe('宣誓厅, 天平街道党群服务中心\nA "B", C; D: E');
  });

  test('at zero degrees has a GEO, one without coordinates has none', () => {
    const at = (geo: typeof center.geo) =>
      eventsOf(
        calendarAround(header, renderEvent(feedEvent(entryOf({}), { ...center, ...(geo && { geo }) }, 'zh', home))),
      )[0]!;
    expect(rawOf(at({ latitude: 0, longitude: -0.00000001 }), 'GEO')).toBe('0;0');
    const { geo: _, ...nowhere } = center;
    const [event] = eventsOf(calendarAround(header, renderEvent(feedEvent(entryOf({}), nowhere, 'zh', home))));
    expect(event!.properties.map(({ name }) => name)).not.toContain('GEO');
  });
});

describe('a calendar', () => {
  test('says what it is, once, and ends with CRLF', () => {
    const calendar = parse(icsOf(entryOf({})));
    expect(calendar.properties.map(({ name, value }) => `${name}:${value}`)).toEqual([
      'VERSION:2.0',
      'PRODID:-//Huitang//Calendar//ZH',
      'CALSCALE:GREGORIAN',
      'NAME:天平街道党群服务中心',
      'X-WR-CALNAME:天平街道党群服务中心',
      'X-WR-TIMEZONE:Asia/Shanghai',
      'REFRESH-INTERVAL:PT1H',
      'X-PUBLISHED-TTL:PT1H',
      'COLOR:crimson',
      'X-APPLE-CALENDAR-COLOR:#DC143C',
    ]);
    expect(icsOf(entryOf({})).startsWith('BEGIN:VCALENDAR\r\n')).toBe(true);
  });

  test('has its name escaped', () => {
    const ics = calendarAround({ name: 'A; B, C\r\nBEGIN:VEVENT', timeZone: 'UTC' });
    expect(textOf(parse(ics), 'NAME')).toBe('A; B, C BEGIN:VEVENT');
    expect(eventsOf(ics)).toEqual([]);
  });

  test('without events still has a component', () => {
    expect(parse(calendarAround(header)).components.map(({ name }) => name)).toEqual(['VTIMEZONE']);
  });
});
