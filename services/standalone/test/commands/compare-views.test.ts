import { describe, expect, test } from '@jest/globals';
import { compareViews } from '../../src/commands/compare-views.ts';

const listing = (documents: Readonly<Record<string, unknown>>) =>
  Object.entries(documents)
    .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map(([id, document]) => ({ id, doc: typeof document === 'string' ? document : JSON.stringify(document) }));

const compare = (before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>) =>
  compareViews(listing(before), listing(after));

describe('two listings', () => {
  test('of the same documents are identical, also when their JSON was written in another order', () => {
    expect(compare({ a: { x: 1, y: [2] }, b: {} }, { a: '{"y":[2],"x":1}', b: {} })).toEqual({
      before: 2,
      after: 2,
      differences: 0,
    });
    expect(compare({}, {})).toEqual({ before: 0, after: 0, differences: 0 });
  });

  test.each([
    [{ a: 1, b: 2 }, { a: 1 }, 'b was there, the log has none'],
    [{ b: 2 }, { a: 1, b: 2 }, 'a was missing'],
    [{ a: { x: 1, y: 2 } }, { a: { x: 1, y: 3 } }, 'a: y was 2, the log says 3'],
    [{ a: { x: 1 } }, { a: { x: 1, z: [] } }, 'a: z was nothing, the log says []'],
    [{ a: 'no JSON' }, { a: { x: 1 } }, 'a could not be read before'],
    [{}, { a: 1, b: 1 }, 'a was missing'],
  ])('%j before and %j after: %s', (before, after, first) => {
    expect(compare(before, after).first).toBe(first);
  });

  test('are matched by id whatever else is in between, each difference counted once', () => {
    // U+FFFD comes before U+10000 in UTF-8 and after it in UTF-16.
    const ids = ['a', 'b', 'c', '\u{fffd}', '\u{10000}'];
    for (let kept = 0; kept < 2 ** ids.length; kept += 1) {
      for (let now = 0; now < 2 ** ids.length; now += 1) {
        const chosen = (mask: number) => Object.fromEntries(ids.filter((_, n) => mask & (1 << n)).map((id) => [id, 1]));
        const { before, after, differences } = compare(chosen(kept), chosen(now));
        const expected = ids.filter((_, n) => ((kept ^ now) >> n) & 1).length;
        expect([before, after, differences]).toEqual([
          Object.keys(chosen(kept)).length,
          Object.keys(chosen(now)).length,
          expected,
        ]);
      }
    }
  });
});
