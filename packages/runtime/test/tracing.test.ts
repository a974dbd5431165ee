import { createMetrics, traceIdOf, tracesOf } from '@huitang/runtime';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import {
  type Context,
  context,
  ProxyTracer,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  type SpanOptions,
  type Tracer,
  trace,
} from '@opentelemetry/api';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const parent = { traceparent: `00-${TRACE}-b7ad6b7169203331-01`, tracestate: 'a=1' };

let serial = 0;
const ids = {
  uuid() {
    serial += 1;
    return `11111111-1111-4111-8111-${String(serial).padStart(12, '0')}`;
  },
  orderedUuid: () => '',
  secret: () => 'x'.repeat(43),
  fraction: () => 0,
};
const newTraces = () => tracesOf({ ids, metrics: createMetrics() });
const commit = (commandId: string, causationId: string | null = null) => ({ commandId, causationId });

interface Recorded {
  readonly name: string;
  readonly options: SpanOptions;
  readonly within: SpanContext | undefined;
  readonly context: SpanContext;
  status?: unknown;
  ended?: true;
}

/** What an exporter's library puts behind the API: spans that are kept. */
function recorder(): Recorded[] {
  const spans: Recorded[] = [];
  const startSpan = (name: string, options: SpanOptions = {}, around: Context = ROOT_CONTEXT): Span => {
    const within = trace.getSpanContext(around);
    const number = String(spans.length + 1);
    const span: Recorded = {
      name,
      options,
      within,
      context: {
        traceId: within?.traceId ?? number.padStart(32, 'c'),
        spanId: number.padStart(16, 'd'),
        traceFlags: 1,
      },
    };
    spans.push(span);
    const recording = {
      spanContext: () => span.context,
      setStatus(status: unknown) {
        span.status = status;
        return recording;
      },
      end() {
        span.ended = true;
      },
    };
    // The parts of a span that are used here.
    return recording as unknown as Span;
  };
  trace.setGlobalTracerProvider({ getTracer: () => ({ startSpan }) as unknown as Tracer });
  return spans;
}

afterEach(() => {
  trace.disable();
  context.disable();
});

describe('work without an exporter', () => {
  test('makes no span', async () => {
    const made = jest.spyOn(ProxyTracer.prototype, 'startSpan');
    const around = jest.spyOn(context, 'with');
    try {
      await newTraces().work({ name: 'x', kind: 'asked', parent }, async () => undefined);
      expect(made).not.toHaveBeenCalled();
      expect(around).not.toHaveBeenCalled();
      recorder();
      await newTraces().work({ name: 'x', kind: 'asked', parent }, async () => undefined);
      expect(around).toHaveBeenCalledTimes(1);
    } finally {
      jest.restoreAllMocks();
    }
  });

  test('goes on with the trace it comes from, as it came', async () => {
    const work = await newTraces().work({ name: 'x', kind: 'asked', parent }, async (own) => own);
    expect(work).toMatchObject({ traceId: TRACE, carried: parent });
  });

  test('that comes from nowhere, or from what is no trace, begins one', async () => {
    const traces = newTraces();
    const begun = await Promise.all(
      [undefined, { traceparent: 'nonsense' }].map((from) =>
        traces.work({ name: 'x', kind: 'asked', parent: from }, async (own) => own),
      ),
    );
    const found = begun.map(({ carried }) => traceIdOf(carried));
    expect(found).toEqual(begun.map(({ traceId }) => traceId));
    expect(new Set(found).size).toBe(2);
    expect(found).not.toContain(undefined);
  });

  test('is what its commits belong to, by the event it answers or the command it is, and only while it lasts', async () => {
    const traces = newTraces();
    await traces.work({ name: 'x', kind: 'heard', cause: 'activity/1@1.0', parent }, async () => {
      expect(traces.causeOf(commit('activity/1@1.0/seek', 'activity/1@1.0'))?.traceId).toBe(TRACE);
      expect(traces.causeOf(commit('activity/1@1.0'))?.traceId).toBe(TRACE);
      expect(traces.causeOf(commit('activity/1@1.0', 'activity/2@1.0'))).toBeUndefined();
    });
    expect(traces.causeOf(commit('activity/1@1.0'))).toBeUndefined();
  });

  test('that fails is under way no more, and fails for whoever asked', async () => {
    const traces = newTraces();
    const failing = traces.work({ name: 'x', kind: 'asked', cause: 'c', parent }, async () => {
      throw new Error('broken');
    });
    await expect(failing).rejects.toThrow('broken');
    expect(traces.causeOf(commit('c'))).toBeUndefined();
  });

  test('on one thing by two at once: whichever ends first, the other is still known', async () => {
    const traces = newTraces();
    const begin = () => {
      let end = (): void => {};
      const until = new Promise<void>((resolve) => {
        end = resolve;
      });
      return { end, ended: traces.work({ name: 'a', kind: 'heard', cause: 'e', parent }, () => until) };
    };
    for (const firstEnds of [true, false]) {
      const [first, second] = [begin(), begin()];
      const [early, late] = firstEnds ? [first, second] : [second, first];
      early.end();
      await early.ended;
      expect(traces.causeOf(commit('e'))?.traceId).toBe(TRACE);
      late.end();
      await late.ended;
      expect(traces.causeOf(commit('e'))).toBeUndefined();
    }
  });
});

describe('work with an exporter', () => {
  test('is a span within the one it comes from, and what follows from it comes from that span', async () => {
    const spans = recorder();
    const traces = newTraces();
    const work = await traces.work(
      { name: 'outer', kind: 'asked', parent, attributes: { a: 'b' } },
      async (own) => own,
    );
    await traces.work({ name: 'inner', kind: 'heard', parent: work.carried }, async () => {});
    const [outer, inner] = spans;
    expect(outer).toMatchObject({ name: 'outer', options: { attributes: { a: 'b' } }, ended: true });
    expect(outer?.within).toMatchObject({ traceId: TRACE, spanId: 'b7ad6b7169203331' });
    expect(inner?.within).toMatchObject({ traceId: TRACE, spanId: outer?.context.spanId });
  });

  test('that comes from nowhere begins the trace the exporter gives it, with no parent nobody has seen', async () => {
    const [spans, traces] = [recorder(), newTraces()];
    const { traceId } = await traces.work({ name: 'x', kind: 'asked' }, async (own) => own);
    expect(spans[0]?.within).toBeUndefined();
    expect(traceId).toBe(spans[0]?.context.traceId);
  });

  test('that fails says so in its span', async () => {
    const spans = recorder();
    const failing = newTraces().work({ name: 'x', kind: 'asked' }, async () => {
      throw new Error('broken');
    });
    await expect(failing).rejects.toThrow();
    expect(spans[0]).toMatchObject({ status: { code: 2, message: 'broken' }, ended: true });
  });
});
