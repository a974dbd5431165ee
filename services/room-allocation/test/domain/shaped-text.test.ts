import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { shapedText, textOf } from '../../src/domain/shaped-text.ts';

describe('text in its shape and its values', () => {
  test('is again what it was, whatever it says', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (json) => {
        const compact = JSON.stringify(JSON.parse(json));
        expect(textOf(shapedText(compact))).toBe(compact);
      }),
      { numRuns: 1_000 },
    );
  });

  test.each([
    ['a key like a value', { true: true, '12': 12, null: null, '"a":1': '"b":2' }],
    ['line ends, NUL and colons', { a: 'x\ny', 'b\u0000c': 'y\u0000', c: '":"', '\\': '\\"' }],
    ['numbers of every form', [0, -0.5, 1e21, 1e-7, -12]],
    ['nothing in it', [{}, [], '']],
    ['a value alone', 'x'],
  ])('also with %s', (_what, value) => {
    const json = JSON.stringify(value);
    expect(textOf(shapedText(json))).toBe(json);
  });

  test('has the shape once for all that are alike', () => {
    const of = (id: string, minutes: number) => shapedText(JSON.stringify({ id, claims: [{ minutes }] }));
    expect(of('a', 1).shape).toBe(of('b', 22).shape);
    expect(of('b', 22).values).toBe('"b"\n22');
  });
});
