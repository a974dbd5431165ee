import { createTraceState, INVALID_SPANID, INVALID_TRACEID, type SpanContext, TraceFlags } from '@opentelemetry/api';
import type { Ids } from './ports/ids.ts';

/** Where a piece of work belongs, as it travels: W3C Trace Context in HTTP headers, commits and events. */
export interface TraceParent {
  readonly traceparent: string;
  readonly tracestate?: string;
}

const STATE_MAX = 512;
/** Version 00 has nothing after the flags; later versions may. */
const PARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** What a traceparent says; undefined for what is none, which is as if it had not been there (W3C Trace Context 3.2). */
export function spanContextOf({ traceparent, tracestate }: TraceParent): SpanContext | undefined {
  const [, version, traceId = '', spanId = '', flags = '0', more] = PARENT.exec(traceparent) ?? [];
  if (version === undefined || version === 'ff' || (version === '00' && more !== undefined)) return undefined;
  if (traceId === INVALID_TRACEID || spanId === INVALID_SPANID) return undefined;
  return {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED,
    isRemote: true,
    ...(tracestate !== undefined && tracestate.length <= STATE_MAX && { traceState: createTraceState(tracestate) }),
  };
}

/** What its lines in the logs of every process have in common; undefined for what says no trace. */
export const traceIdOf = (parent: TraceParent): string | undefined => spanContextOf(parent)?.traceId;

/** As it travels on; the other way round from `spanContextOf`. */
export function traceParentOf({ traceId, spanId, traceFlags, traceState }: SpanContext): TraceParent {
  const state = traceState?.serialize();
  return {
    traceparent: `00-${traceId}-${spanId}-${(traceFlags & TraceFlags.SAMPLED).toString(16).padStart(2, '0')}`,
    ...(state && { tracestate: state }),
  };
}

/** The two headers of a request, or nothing. Of a repeated header nobody can tell which one counts. */
export function traceParentIn(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): TraceParent | undefined {
  const { traceparent, tracestate } = headers;
  if (typeof traceparent !== 'string') return undefined;
  return { traceparent, ...(typeof tracestate === 'string' && { tracestate }) };
}

/** The beginning of a trace that nobody records: not sampled. A UUID's fixed bits keep it from being all zeros. */
export function freshSpanContext(ids: Pick<Ids, 'uuid'>): SpanContext {
  const traceId = ids.uuid().replaceAll('-', '');
  const spanId = ids.uuid().replaceAll('-', '').slice(16);
  return { traceId, spanId, traceFlags: TraceFlags.NONE };
}
