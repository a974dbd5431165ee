import type { Request, Response } from 'express';
import type { Reply } from './problem.ts';

/** The very bytes where there are some: a feed's are not copied. */
function textOf(body: unknown): string | Buffer {
  if (typeof body === 'string' || Buffer.isBuffer(body)) return body;
  return body instanceof Uint8Array ? Buffer.from(body.buffer, body.byteOffset, body.byteLength) : JSON.stringify(body);
}

function defaultType(body: unknown): string {
  if (typeof body === 'string') return 'text/plain; charset=utf-8';
  return body instanceof Uint8Array ? 'application/octet-stream' : 'application/json; charset=utf-8';
}

/**
 * Sends a reply. Only what was read successfully gets an ETag made from its body, and a 304 where the copy is good: a
 * problem is no document, and what a write answers is not what its address holds.
 */
export function send(request: Request, response: Response, { status, headers, contentType, body }: Reply): void {
  response.status(status);
  if (headers) response.set({ ...headers });
  if (body === undefined) {
    response.end();
    return;
  }
  response.set('Content-Type', contentType ?? defaultType(body));
  const text = textOf(body);
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (isRead && status < 400) response.send(text);
  else response.set('Content-Length', String(Buffer.byteLength(text))).end(text);
}
