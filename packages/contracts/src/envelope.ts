import { z } from 'zod';
import { Timestamp } from './time.ts';

/** `<version>.<index>`: the place of an event in its stream. */
const PositionText = z.string().regex(/^[1-9]\d*\.\d+$/);

/**
 * A CloudEvents 1.0 message in structured JSON. `subject` is the stream; (`streamversion`, `eventindex`) its place there;
 * `previous` the place of the public event before it, absent for the stream's first one. `time` is never an order.
 */
export const EventMessage = z.looseObject({
  specversion: z.literal('1.0'),
  id: z.string().min(1),
  source: z.string().min(1),
  type: z.string().min(1),
  subject: z.string().min(1),
  time: Timestamp,
  datacontenttype: z.literal('application/json'),
  streamversion: z.int().min(1),
  eventindex: z.int().min(0),
  previous: PositionText.optional(),
  causationid: z.string().optional(),
  commandid: z.string(),
  partitionkey: z.string().min(1),
  /** The trace it belongs to (CloudEvents Distributed Tracing extension; W3C Trace Context); never decides anything. */
  traceparent: z.string().optional(),
  tracestate: z.string().optional(),
  data: z.unknown(),
});
export type EventMessage = z.infer<typeof EventMessage>;

export interface Position {
  readonly version: number;
  readonly index: number;
}

export const positionText = (position: Position): string => `${position.version}.${position.index}`;

export const parsePosition = (text: string): Position => {
  const [version, index] = text.split('.');
  return { version: Number(version), index: Number(index) };
};

/** Negative when `a` comes before `b` in their stream. */
export const comparePositions = (a: Position, b: Position): number => a.version - b.version || a.index - b.index;

/** The one topic a service speaks on. */
export const topicOf = (service: string): string => `${service}.events`;
