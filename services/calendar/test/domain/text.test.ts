import { describe, expect, test } from '@jest/globals';
import { oneLine, prose } from '../../src/domain/text.ts';

describe('text of feeds', () => {
  test.each([
    ['CRLF', 'a\r\nb'],
    ['CR', 'a\rb'],
    ['LF', 'a\nb'],
    ['NEL', 'a\u0085b'],
    ['VT', 'a\u000bb'],
    ['FF', 'a\u000cb'],
    ['LINE SEPARATOR', 'a\u2028b'],
    ['PARAGRAPH SEPARATOR', 'a\u2029b'],
  ])('%s is one line break in prose and one space in a title', (_name, text) => {
    expect(prose(text)).toBe('a\nb');
    expect(oneLine(text)).toBe('a b');
  });

  test('other controls are removed, C1 and DEL too', () => {
    expect(prose('a\u0000b\u0007c\u001bd\u007fe\u009ff')).toBe('abcdef');
  });

  test('a tab stays in prose and is a space in a title', () => {
    expect(prose('a\tb')).toBe('a\tb');
    expect(oneLine('\ta\tb ')).toBe('a b');
  });

  test('lone surrogates are replaced, pairs stay', () => {
    expect(prose('\ud800a\udc00😀')).toBe('\ufffda\ufffd😀');
  });

  test('nothing else is touched: emoji, right-to-left, separators of iCalendar', () => {
    const text = '👩‍👩‍👧 שלום مرحبا ; , \\ : "';
    expect(oneLine(text)).toBe(text);
  });
});
