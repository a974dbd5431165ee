import type { Json } from './json-schema.ts';
import { isWrite, type RequestHeader, type Route } from './route.ts';

interface Header {
  readonly description: string;
  readonly schema: Json;
}

const idempotencyKey: Header = {
  description:
    'Repeating a request with the same key repeats the answer, not the effect. For a week the same key with another body, or at another address, is refused as command-reused.',
  schema: { type: 'string', minLength: 1, maxLength: 200, pattern: '^[!-~]+$' },
};

const taken: Readonly<Record<RequestHeader, Header>> = {
  'If-Match': {
    description:
      'The ETag of what was read: refused with 412 when that has changed since. Without it, or with *, any state will do.',
    schema: { type: 'string', examples: ['"3"'] },
  },
  'Last-Event-ID': {
    description: 'The id of the last event that came: the events go on after it. Readers send it by themselves.',
    schema: { type: 'string', examples: ['17'] },
  },
  Prefer: {
    description:
      'wait=<seconds>, at most 60 (RFC 7240): the answer brings the decision when it comes in time, else it is 202.',
    schema: { type: 'string', examples: ['wait=10'] },
  },
};

/** The request headers that count for a route, as parameters. */
export function headerParameters(route: Route): readonly Json[] {
  const own = (route.spec.takes ?? []).map((name) => ({ name, ...taken[name] }));
  const all = isWrite(route) ? [{ name: 'Idempotency-Key', ...idempotencyKey }, ...own] : own;
  return all.map((header) => ({ in: 'header', required: false, ...header }));
}
