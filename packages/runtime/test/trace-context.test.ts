import { describe, expect, test } from '@jest/globals';
import { freshSpanContext, spanContextOf, traceIdOf, traceParentIn, traceParentOf } from '../src/trace-context.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';
const PARENT = `00-${TRACE}-${SPAN}-01`;

describe('a traceparent', () => {
  test('says trace, parent and whether it is sampled', () => {
    expect(spanContextOf({ traceparent: PARENT })).toEqual({
      traceId: TRACE,
      spanId: SPAN,
      traceFlags: 1,
      isRemote: true,
    });
    expect(spanContextOf({ traceparent: `00-${TRACE}-${SPAN}-00` })).toMatchObject({ traceFlags: 0 });
  });

  test('of a later version is read as far as this one goes', () => {
    expect(traceIdOf({ traceparent: `01-${TRACE}-${SPAN}-03-more` })).toBe(TRACE);
  });

  test.each([
    ['', 'nothing'],
    [PARENT.toUpperCase(), 'capital letters'],
    [`00-${'0'.repeat(32)}-${SPAN}-01`, 'a trace of zeros'],
    [`00-${TRACE}-${'0'.repeat(16)}-01`, 'a parent of zeros'],
    [`ff-${TRACE}-${SPAN}-01`, 'the version that is none'],
    [`${PARENT}-more`, 'more than version 00 has'],
    [`00-${TRACE}-${SPAN}`, 'no flags'],
    [`${PARENT}\n`, 'a line break'],
    [`00-${TRACE}-${SPAN}-01\r\nx: y`, 'another header'],
  ])('%j counts as none: %s', (traceparent) => {
    expect(spanContextOf({ traceparent })).toBeUndefined();
  });
});

describe('a trace', () => {
  test('is handed on as it came', () => {
    for (const came of [
      { traceparent: PARENT },
      { traceparent: PARENT, tracestate: 'congo=t61rcWkgMzE,rojo=00f067aa0ba902b7' },
    ]) {
      const context = spanContextOf(came);
      expect(context && traceParentOf(context)).toEqual(came);
    }
  });

  test('loses a state that is none, or too long to be kept, and nothing else', () => {
    for (const tracestate of ['', 'no equals sign', 'a=\u0001', `a=${'x'.repeat(600)}`, '党=1']) {
      const context = spanContextOf({ traceparent: PARENT, tracestate });
      expect(context && traceParentOf(context)).toEqual({ traceparent: PARENT });
    }
  });

  test('that begins here is a valid one, is not sampled, and is another each time', () => {
    let serial = 0;
    const uuid = (): string => {
      serial += 1;
      return `00000000-0000-4000-8000-${String(serial).padStart(12, '0')}`;
    };
    const ids = { uuid };
    const [one, other] = [freshSpanContext(ids), freshSpanContext(ids)];
    expect(spanContextOf(traceParentOf(one))).toEqual({ ...one, isRemote: true });
    expect(one.traceFlags).toBe(0);
    expect(one.traceId).not.toBe(other.traceId);
  });
});

test('a header that came twice counts as none', () => {
  expect(traceParentIn({ traceparent: [PARENT, PARENT] })).toBeUndefined();
  expect(traceParentIn({ traceparent: PARENT, tracestate: ['a=1', 'b=2'] })).toEqual({ traceparent: PARENT });
  expect(traceParentIn({})).toBeUndefined();
});
