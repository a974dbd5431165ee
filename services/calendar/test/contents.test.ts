import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { contentsOf, packedContents, renderedIn, unpackedContents } from '../src/contents.ts';
import { renderCalendar } from '../src/render-calendar.ts';

const header = { name: '天平街道党群服务中心', timeZone: 'Asia/Shanghai' };

test('every event is found in the bytes of its calendar, and no other', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1 })), (texts) => {
      const events = texts.map((text, index) => ({ key: `${index}/zh`, bytes: Buffer.from(text) }));
      const { bytes, contents } = renderCalendar(header, events);
      const rendered = renderedIn(bytes, contents);
      for (const { key, bytes: event } of events) expect(rendered(key)).toEqual(event);
      expect(rendered(`${events.length}/zh`)).toBeUndefined();
    }),
  );
});

test('a calendar without events has none, whatever is asked for', () => {
  const bytes = Buffer.from('BEGIN:VCALENDAR');
  expect(renderedIn(bytes, contentsOf(bytes.byteLength, []))('a/0/0/public/zh')).toBeUndefined();
});

test('beside the text they are packed to a few bytes for each event, and come out of it as they were', () => {
  const ids = Array.from({ length: 30 }, () => randomUUID());
  const events = ids.map((id) => ({
    key: `${id}/1.1/0/public/zh`,
    bytes: Buffer.from(`BEGIN:VEVENT\r\nUID:${id}@huitang.invalid\r\nSUMMARY:读书会\r\nEND:VEVENT\r\n`),
  }));
  const { bytes, contents } = renderCalendar(header, events);
  const packed = packedContents(contents, bytes);
  expect(unpackedContents(packed, bytes)).toEqual(contents);
  expect(packed.byteLength).toBeLessThan(15 * events.length);
});

test('a text longer than what a packer looks back on has its contents back as well', () => {
  const events = Array.from({ length: 5_000 }, (_, index) => ({
    key: `${index}/zh`,
    bytes: Buffer.from(`${index} 活动`),
  }));
  const { bytes, contents } = renderCalendar(header, events);
  expect(unpackedContents(packedContents(contents, bytes), bytes)).toEqual(contents);
});
