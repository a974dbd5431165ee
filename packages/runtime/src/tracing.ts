import {
  context,
  isSpanContextValid,
  ProxyTracerProvider,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { messageOf } from './faults.ts';
import type { Platform } from './ports/platform.ts';
import { freshSpanContext, spanContextOf, type TraceParent, traceParentOf } from './trace-context.ts';

/** A piece of work that belongs to a trace. */
export interface Work {
  readonly traceId: string;
  /** What follows from this work carries it on. */
  readonly carried: TraceParent;
}

export interface WorkSpec {
  /** What is done, without ids: `POST /api/activities`, `scheduling.reactions ActivityProposed`. */
  readonly name: string;
  readonly kind: 'asked' | 'heard' | 'by-itself';
  /**
   * The id of the command or event that it is about: commits that name it as their cause belong to this work while it
   * lasts. Nothing for work that commits nothing.
   */
  readonly cause?: string | undefined;
  /** Where it comes from; without it a trace begins. */
  readonly parent?: TraceParent | undefined;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** The work of one process that is under way, by what it is about. */
export interface Traces {
  /** Runs `task` as a piece of work: a span, where somebody exports spans. A rejection is the span's error. */
  work<T>(spec: WorkSpec, task: (work: Work) => Promise<T>): Promise<T>;
  /** The work that a commit belongs to, by its causation or, for a person's command, by the command's own id. */
  causeOf(commit: { readonly causationId: string | null; readonly commandId: string }): Work | undefined;
  /** What begins here and now, by itself. */
  fresh(): TraceParent;
}

const kinds = { asked: SpanKind.SERVER, heard: SpanKind.CONSUMER, 'by-itself': SpanKind.INTERNAL };

/** Whoever exports the spans of this process; undefined when nobody does. */
function exporter(): Tracer | undefined {
  const provider = trace.getTracerProvider();
  return provider instanceof ProxyTracerProvider
    ? provider.getDelegateTracer('huitang')
    : provider.getTracer('huitang');
}

function spanOf(tracer: Tracer, { name, kind, attributes }: WorkSpec, from: SpanContext | undefined): Span {
  const around = from ? trace.setSpanContext(ROOT_CONTEXT, from) : ROOT_CONTEXT;
  return tracer.startSpan(name, { kind: kinds[kind], ...(attributes && { attributes }) }, around);
}

interface Begun extends Work {
  /** Where somebody exports it. */
  readonly span?: Span | undefined;
}

/** Without anybody who exports it, it is a part of the trace all the same, and costs no span. */
function begin({ ids }: Pick<Platform, 'ids'>, spec: WorkSpec): Begun {
  const from = spec.parent && spanContextOf(spec.parent);
  const tracer = exporter();
  const span = tracer && spanOf(tracer, spec, from);
  const own = span?.spanContext() ?? from;
  const spanContext = own && isSpanContextValid(own) ? own : freshSpanContext(ids);
  return { span, traceId: spanContext.traceId, carried: traceParentOf(spanContext) };
}

/** As a piece of work of its span, where it has one. */
async function within<T>({ span }: Begun, task: () => Promise<T>): Promise<T> {
  if (!span) return task();
  try {
    return await context.with(trace.setSpan(ROOT_CONTEXT, span), task);
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR, message: messageOf(error) });
    throw error;
  } finally {
    span.end();
  }
}

function createTraces(platform: Pick<Platform, 'ids'>): Traces {
  // Several may be at one thing: every group of this process hears an event as work of its own, in the same trace.
  const underWay = new Map<string, Set<Work>>();

  function began(cause: string, work: Work): void {
    const others = underWay.get(cause);
    if (others) others.add(work);
    else underWay.set(cause, new Set([work]));
  }

  function ended(cause: string, work: Work): void {
    const all = underWay.get(cause);
    all?.delete(work);
    if (all?.size === 0) underWay.delete(cause);
  }

  return {
    async work(spec, task) {
      const work = begin(platform, spec);
      const { cause } = spec;
      if (cause !== undefined) began(cause, work);
      try {
        return await within(work, () => task(work));
      } finally {
        if (cause !== undefined) ended(cause, work);
      }
    },
    causeOf({ causationId, commandId }) {
      for (const work of underWay.get(causationId ?? commandId) ?? []) return work;
      return undefined;
    },
    fresh: () => traceParentOf(freshSpanContext(platform.ids)),
  };
}

/** Who begins work and who commits share what is under way on a platform. */
const known = new WeakMap<object, Traces>();

export function tracesOf(platform: Pick<Platform, 'ids' | 'metrics'>): Traces {
  const traces = known.get(platform.metrics) ?? createTraces(platform);
  known.set(platform.metrics, traces);
  return traces;
}
