/** One thing wrong with one field of a request. */
export interface FieldError {
  /** The way to it: `alternatives[0].start`. */
  readonly field: string;
  readonly code: string;
  /** What was wanted, in words. */
  readonly message: string;
}

/** RFC 9457 problem details with a stable kebab-case `code`. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  readonly [extension: string]: unknown;
}

/** One of the events that a reader who stays is told (HTML standard, section 9.2). */
export interface ServerSentEvent {
  /** What the reader says in `Last-Event-ID` when it comes back. */
  readonly id?: string;
  readonly event?: string;
  readonly data: string;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON unless it is text or bytes; then `contentType` says what it is. */
  readonly body?: unknown;
  readonly contentType?: string;
  /** Instead of a body: events for as long as they go on. They end soon after `ended` fires, which is when the reader goes. */
  readonly events?: (ended: AbortSignal) => AsyncIterable<ServerSentEvent>;
}

const titleOf = (code: string): string => {
  const words = code.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** An answer that says no: `extra` carries reasons, alternatives, field errors, and replaces no other member. */
export function problem(
  status: number,
  code: string,
  detail: string,
  extra: Readonly<Record<string, unknown>> = {},
): Reply {
  const body: Problem = { ...extra, type: `urn:huitang:problem:${code}`, title: titleOf(code), status, code, detail };
  return {
    status,
    body,
    contentType: 'application/problem+json',
    ...(status === 503 ? { headers: { 'Retry-After': '2' } } : {}),
  };
}

/** A refusal about one field of the request. */
export const fieldProblem = (status: number, code: string, field: string, message: string): Reply =>
  problem(status, code, `${field}: ${message}`, { errors: [{ field, code, message }] });
