import type { HttpClient } from '@huitang/runtime';
import type { Api, ApiCall } from './api.ts';

/** An import of the largest file takes minutes. */
const TIMEOUT_MS = 280_000;

function urlOf(base: string, { path, params = {}, query = {} }: ApiCall): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams(query).toString();
  return `${base.replace(/\/+$/, '')}${filled}${search && `?${search}`}`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Asks a server at `base`, such as `http://localhost:8080`. */
export function remoteApi(http: HttpClient, base: string): Api {
  return {
    async call(call) {
      const { method, body, contentType = 'application/json', key } = call;
      const answer = await http.request({
        method: method === 'get' ? 'GET' : 'POST',
        url: urlOf(base, call),
        headers: {
          ...(body !== undefined && { 'content-type': contentType }),
          ...(key !== undefined && { 'idempotency-key': key }),
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        timeoutMs: TIMEOUT_MS,
      });
      return { status: answer.status, body: jsonOf(answer.body) };
    },
  };
}
