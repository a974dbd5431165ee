import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { contentsOf, renderedIn } from '../src/contents.ts';
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
