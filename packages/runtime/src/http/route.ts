import { z } from 'zod';
import { bodyHash } from '../body-hash.ts';
import type { Logger } from '../logger.ts';
import type { Principal } from '../ports/principal.ts';
import { createdIdOf } from './created-id.ts';
import { fieldErrors } from './field-errors.ts';
import { type IdempotencyKeys, type Keyed, unkeyed } from './idempotency.ts';
import { problem, type Reply } from './problem.ts';

/** A request as it came, before its parts are checked. */
export interface RawCall {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly principal: Principal;
  /** Where the request comes from; absent for one that came over no connection. */
  readonly address?: string;
  /** True where only the headers of the answer are sent (RFC 9110 9.3.2). */
  readonly isHead?: boolean;
  /** The Idempotency-Key, or a fresh UUIDv7 where none was sent. */
  readonly key: string;
  /** Holds the key to what it was first used for; absent where no key was sent. */
  readonly keys?: IdempotencyKeys;
  /** Says the commandId of a write in every line. */
  readonly logger: Logger;
}

/** Request headers that only some routes look at. */
export type RequestHeader = 'If-Match' | 'Last-Event-ID' | 'Prefer';

export interface Call<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly headers: RawCall['headers'];
  readonly principal: Principal;
  readonly address: string;
  /** True where only the headers of the answer are sent: what it says is seen by nobody. */
  readonly isHead: boolean;
  /** Unique to (principal, operation, Idempotency-Key): what makes a repeated POST the same command. */
  readonly commandId: string;
  /** What its Idempotency-Key tells of earlier ones. */
  readonly keyed: Keyed;
  /** The id of what this request creates: a UUID computed from the same. */
  readonly createdId: string;
  /** `Prefer: wait=<seconds>` (RFC 7240), at most a minute; 0 without it. */
  readonly waitMs: number;
  readonly logger: Logger;
}

export interface ResponseSpec {
  readonly description: string;
  readonly schema?: z.ZodType;
  readonly contentType?: string;
}

export interface RouteSpec<P, Q, B> {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** With OpenAPI's braces: `/api/activities/{id}`. */
  readonly path: string;
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly params?: z.ZodType<P>;
  readonly query?: z.ZodType<Q>;
  readonly body?: z.ZodType<B>;
  /** For bodies that are not JSON: their media types; `body` then checks the text. */
  readonly textBody?: readonly string[];
  readonly takes?: readonly RequestHeader[];
  readonly responses: Readonly<Record<number, ResponseSpec>>;
  /** The problem codes it may answer with, beyond those every route has. */
  readonly problems?: Readonly<Record<string, number>>;
  readonly handle: (call: Call<P, Q, B>) => Promise<Reply>;
}

export interface Route {
  readonly spec: Omit<RouteSpec<unknown, unknown, unknown>, 'handle'>;
  readonly answer: (raw: RawCall) => Promise<Reply>;
}

const invalid = (error: z.ZodError): Reply => {
  const errors = fieldErrors(error);
  const first = errors[0];
  return problem(
    422,
    'invalid-request',
    first ? `${first.field}: ${first.message}` : 'the request is not as described',
    {
      errors: errors.slice(0, 20),
    },
  );
};

const preferredWaitMs = (header: string | readonly string[] | undefined): number => {
  const seconds = /(?:^|[,;\s])wait=(\d{1,4})/.exec(String(header ?? ''))?.[1];
  return Math.min(Number(seconds ?? 0), 60) * 1000;
};

type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: z.ZodError };

function parsePart<T>(schema: z.ZodType<T> | undefined, value: unknown): Parsed<T> {
  // A route without this part does not look at it: its handler's type says so.
  if (!schema) return { ok: true, value: undefined as T };
  const result = schema.safeParse(value);
  return result.success ? { ok: true, value: result.data } : { ok: false, error: result.error };
}

/** A route that looks at no query takes any … */
const AnyQuery = z.looseObject({});

/** … unless it writes: whoever says more than it takes means something that would not be done. */
const NoQuery = z.strictObject({}, { error: 'nothing: this request takes no query' });

/** A route without a body takes none, or the `{}` that many clients send for it; undefined as its type says. */
const NoBody = z
  .strictObject({}, { error: 'nothing: this request has no body' })
  .optional()
  .transform(() => undefined);

export const isWrite = ({ spec }: Pick<Route, 'spec'>): boolean => spec.method !== 'get';

/** Unique to (principal, operation, Idempotency-Key). */
export const commandIdOf = (principal: Principal, { spec }: Pick<Route, 'spec'>, key: string): string =>
  `${principal.id}/${spec.operationId}/${key}`;

/** Declares a route once: its schemas check every request and make its part of the OpenAPI document. */
export function route<P = undefined, Q = undefined, B = undefined>(spec: RouteSpec<P, Q, B>): Route {
  return {
    spec,
    async answer(raw) {
      const params = parsePart(spec.params, raw.params);
      if (!params.ok) return invalid(params.error);
      const query = parsePart(
        spec.query ?? ((spec.method === 'get' ? AnyQuery : NoQuery) as unknown as z.ZodType<Q>),
        raw.query,
      );
      if (!query.ok) return invalid(query.error);
      const body = parsePart(spec.body ?? (NoBody as unknown as z.ZodType<B>), raw.body);
      if (!body.ok) return invalid(body.error);
      const { principal, address = '', isHead = false, key, keys, headers } = raw;
      const commandId = commandIdOf(principal, { spec }, key);
      const callWith = (keyed: Keyed): Call<P, Q, B> => ({
        params: params.value,
        query: query.value,
        body: body.value,
        headers,
        principal,
        address,
        isHead,
        commandId,
        keyed,
        // Only what creates something asks for it.
        get createdId() {
          return createdIdOf(commandId, key);
        },
        waitMs: preferredWaitMs(headers.prefer),
        logger: raw.logger,
      });
      if (!keys || spec.method === 'get') return spec.handle(callWith(unkeyed));
      const hash = bodyHash([params.value, query.value, body.value]);
      const use = { principalId: principal.id, key, operationId: spec.operationId, hash };
      return keys.once(use, (keyed) => spec.handle(callWith(keyed)));
    },
  };
}
