import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { escapedText, folded, quotedParameter } from '../src/content-line.ts';

const linesOf = (text: string): readonly string[] => folded(text).slice(0, -2).split('\r\n');
const unfolded = (text: string): string => text.slice(0, -2).replaceAll('\r\n ', '');
const octets = (line: string): number => Buffer.byteLength(line);

describe('folding', () => {
  test('a line of exactly 75 octets is not folded, one of 76 is', () => {
    expect(linesOf('a'.repeat(75))).toHaveLength(1);
    expect(linesOf('a'.repeat(76))).toEqual(['a'.repeat(75), ' a']);
  });

  test('every line has at most 75 octets, and unfolding gives the text back', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 300 }).map((value) => value.replace(/[\r\n]/g, ''));
    fc.assert(
      fc.property(text, (value) => {
        expect(Math.max(...linesOf(value).map(octets))).toBeLessThanOrEqual(75);
        expect(unfolded(folded(value))).toBe(value);
      }),
      { numRuns: 300 },
    );
  });

  test('no code point and no grapheme is cut', () => {
    const family = '👩‍👩‍👧‍👦';
    for (let shift = 0; shift < 30; shift += 1) {
      const lines = linesOf(`${'x'.repeat(shift)}${family.repeat(9)}`).map((line, index) =>
        index ? line.slice(1) : line,
      );
      for (const line of lines) {
        expect(line).not.toContain('\ufffd');
        expect(line.replaceAll(family, '').replaceAll('x', '')).toBe('');
      }
    }
  });

  test('words that naive parsers take for structure are folded apart, real structure is not', () => {
    expect(folded('SUMMARY:x END:VEVENT BEGIN:VEVENT')).toBe('SUMMARY:x END:\r\n VEVENT BEGIN:\r\n VEVENT\r\n');
    expect(folded('BEGIN:VEVENT')).toBe('BEGIN:VEVENT\r\n');
    expect(folded('END:VEVENT')).toBe('END:VEVENT\r\n');
    expect(folded('SUMMARY:the end: at last')).toBe('SUMMARY:the end: at last\r\n');
  });

  test('a grapheme longer than a line is cut between code points', () => {
    const tower = `a${'\u0301'.repeat(200)}`;
    expect(Math.max(...linesOf(tower).map(octets))).toBeLessThanOrEqual(75);
    expect(unfolded(folded(tower))).toBe(tower);
  });
});

test('TEXT escapes backslash, semicolon, comma and line break, once each', () => {
  expect(escapedText('a\\n;b,c\nd:e"')).toBe('a\\\\n\\;b\\,c\\nd:e"');
});

test('a parameter is quoted and escaped by RFC 6868, not as TEXT', () => {
  expect(quotedParameter('Hall "A", 1:2; ^n')).toBe('"Hall ^\'A^\', 1:2; ^^n"');
});
