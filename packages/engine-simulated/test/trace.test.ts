import { describe, expect, test } from '@jest/globals';
import { createTrace, type Trace } from '../src/trace.ts';

const call = { number: 7, process: 'scheduling-1', what: 'log.append', key: 'activity/a@1', writes: true };
const LONG = 'x'.repeat(2_000);

/** What a run would come to that did just this. */
function hashOf(run: (trace: Trace) => void): string {
  const trace = createTrace(false);
  run(trace);
  return trace.hash();
}

const others: readonly [string, (trace: Trace) => void][] = [
  ['of another process', (trace) => trace.effect(1, { ...call, process: 'scheduling-2' }, 'done')],
  ['of another port', (trace) => trace.effect(1, { ...call, what: 'log.read' }, 'done')],
  ['about another key', (trace) => trace.effect(1, { ...call, key: 'activity/a@2' }, 'done')],
  ['that was refused', (trace) => trace.effect(1, call, 'refused')],
  ['that was another one', (trace) => trace.effect(1, { ...call, number: 8 }, 'done')],
  ['a part of a millisecond later', (trace) => trace.effect(1.001, call, 'done')],
  ['that never was', () => {}],
];

describe('the hash of what happened', () => {
  const one = hashOf((trace) => trace.effect(1, call, 'done'));

  test.each(others)('is another one for an effect %s', (_, run) => {
    expect(hashOf(run)).not.toBe(one);
  });

  test.each<[string, (trace: Trace) => void]>([
    ['to another call', (trace) => trace.answer(2, { ...call, number: 8 }, 'ok')],
    ['to another process', (trace) => trace.answer(2, { ...call, process: 'scheduling-2' }, 'ok')],
    ['of another port', (trace) => trace.answer(2, { ...call, what: 'log.read' }, 'ok')],
    ['that was a fault', (trace) => trace.answer(2, call, 'storage-unavailable')],
    ['at another moment', (trace) => trace.answer(2.001, call, 'ok')],
    ['that never came', () => {}],
  ])('is another one for an answer %s', (_, run) => {
    const answered = hashOf((trace) => {
      trace.effect(1, call, 'done');
      trace.answer(2, call, 'ok');
    });
    const other = hashOf((trace) => {
      trace.effect(1, call, 'done');
      run(trace);
    });
    expect(other).not.toBe(answered);
  });

  test('goes by every letter of a key, however long it is', () => {
    const keyed = (key: string): string => hashOf((trace) => trace.add(1, 'client', 'readActivity', key, '200'));
    for (let at = 0; at < LONG.length; at += 1)
      expect(keyed(`${LONG.slice(0, at)}y${LONG.slice(at + 1)}`)).not.toBe(keyed(LONG));
    expect(keyed(LONG)).toBe(keyed(LONG));
  });

  test.each([10, 499, 500, 501, 2_000])('goes by every letter of a text of %d', (length) => {
    const text = LONG.slice(0, length);
    const taken = (what: string): string => hashOf((trace) => trace.take(what));
    for (let at = 0; at < length; at += 1) {
      expect(taken(`${text.slice(0, at)}y${text.slice(at + 1)}`)).not.toBe(taken(text));
    }
    expect(taken(`${text}x`)).not.toBe(taken(text));
    expect(taken(text)).toBe(taken(text));
  });

  test('goes by the order in which things happened', () => {
    const taken = (...texts: string[]): string =>
      hashOf((trace) => {
        for (const text of texts) trace.take(text);
      });
    expect(taken('one', 'two')).not.toBe(taken('two', 'one'));
    const asked = (...clients: string[]): string =>
      hashOf((trace) => {
        for (const who of clients) trace.add(1, who, 'asks', 'a', '200');
      });
    expect(asked('a', 'b')).not.toBe(asked('b', 'a'));
    expect(asked('a', 'b', 'a')).not.toBe(asked('a', 'b', 'b'));
  });

  test('is the same where all of it is kept', () => {
    const usual = hashOf((trace) => {
      trace.effect(1, call, 'done');
      trace.answer(2, call, 'ok');
      trace.add(3, 'client', 'readActivity', 'a', '200');
      trace.take('a text');
    });
    const kept = createTrace(true);
    kept.effect(1, call, 'done');
    kept.answer(2, call, 'ok');
    kept.add(3, 'client', 'readActivity', 'a', '200');
    kept.take('a text');
    expect(kept.hash()).toBe(usual);
    expect(
      kept.records().map(({ who, what, key, outcome, call: number }) => [who, what, key, outcome, number]),
    ).toEqual([
      ['scheduling-1', 'log.append', 'activity/a@1', 'done', 7],
      ['scheduling-1', 'log.append', 'activity/a@1', 'ok', 7],
      ['client', 'readActivity', 'a', '200', undefined],
    ]);
  });
});
