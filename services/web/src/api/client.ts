import { Fault, type HttpClient, messageOf } from '@huitang/runtime';
import type { z } from 'zod';
import { addressText, type Query } from '../view.ts';

const TIMEOUT_MS = 10_000;
const NOT_FOUND = 404;
/** Refusals that another try may overcome: too many requests, not ready, a gateway's time running out. */
const PASSING = new Set([429, 503, 504]);

/**
 * Asks the HTTP API: the answer as its schema reads it, undefined where there is no such thing (404).
 * Throws a Fault for any other answer, retriable when the API is away or says that it will pass.
 */
export type Ask = <T>(path: string, schema: z.ZodType<T>, query?: Query) => Promise<T | undefined>;

function parsed<T>(path: string, schema: z.ZodType<T>, body: string): T {
  let content: unknown;
  try {
    content = JSON.parse(body);
  } catch (error) {
    throw new Fault('api-unreadable', `${path}: ${messageOf(error)}`, { retriable: false });
  }
  const result = schema.safeParse(content);
  if (result.success) return result.data;
  throw new Fault('api-unreadable', `${path}: ${result.error.message}`, { retriable: false });
}

/** The host may be asked before it knows its own address. */
function known(base: string): string {
  if (base === '') throw new Fault('api-not-there-yet', 'the API has no address yet', { retriable: true });
  return base;
}

const refused = (path: string, status: number): Fault =>
  new Fault('api-refused', `${path} answered ${status}`, { retriable: PASSING.has(status) });

export function askOf(http: HttpClient, apiBase: () => string): Ask {
  return async (path, schema, query) => {
    const url = `${known(apiBase())}${addressText({ path, ...(query && { query }) })}`;
    const headers = { accept: 'application/json' };
    const { status, body } = await http.request({ method: 'GET', url, headers, timeoutMs: TIMEOUT_MS });
    if (status === NOT_FOUND) return undefined;
    if (status === 200) return parsed(path, schema, body);
    throw refused(path, status);
  };
}

/** Has the HTTP API do something; false where there is no such thing. Throws as `Ask` does. */
export type Tell = (path: string, body: unknown) => Promise<boolean>;

export function tellOf(http: HttpClient, apiBase: () => string): Tell {
  return async (path, body) => {
    const url = `${known(apiBase())}${path}`;
    const headers = { accept: 'application/json', 'content-type': 'application/json' };
    const request = { method: 'POST', url, headers, body: JSON.stringify(body), timeoutMs: TIMEOUT_MS } as const;
    const { status } = await http.request(request);
    if (status === NOT_FOUND) return false;
    if (status === 200) return true;
    throw refused(path, status);
  };
}
