import { TextDecoder } from 'node:util';
import express, { type Request, type Response } from 'express';
import { messageOf } from '../faults.ts';
import type { Logger } from '../logger.ts';
import { unsafeJson } from './json-guard.ts';
import { fieldProblem, problem, type Reply } from './problem.ts';
import type { Route } from './route.ts';

const JSON_LIMIT = '2mb';
const TEXT_LIMIT = '10mb';
const UTF_8 = /^utf-?8$/i;

const bytesUpTo = (limit: string) => express.raw({ limit, type: () => true });
const jsonBytes = bytesUpTo(JSON_LIMIT);
const textBytes = bytesUpTo(TEXT_LIMIT);

type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reply: Reply };

const refused = (status: number, code: string, field: string, wanted: string): Read<never> => ({
  ok: false,
  reply: fieldProblem(status, code, field, wanted),
});

/** What the reader of bytes reports by name, as problems of ours. Anything else it reports is a damaged compression. */
const readerProblems: Readonly<Record<string, Reply>> = {
  'entity.too.large': fieldProblem(
    413,
    'body-too-large',
    'body',
    `at most ${JSON_LIMIT} of JSON or ${TEXT_LIMIT} of text`,
  ),
  'encoding.unsupported': fieldProblem(415, 'unsupported-encoding', 'Content-Encoding', 'gzip, deflate, br or none'),
  'request.aborted': problem(400, 'request-aborted', 'the request ended before its body was complete'),
  'request.size.invalid': problem(400, 'request-aborted', 'the body is not as long as Content-Length says'),
};

const typeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'type' in error ? String(error.type) : '';

/** The bytes of a body, no longer compressed; undefined for none, also where a proxy sends none in chunks. */
function bytesOf(
  route: Route,
  request: Request,
  response: Response,
  logger: Logger,
): Promise<Read<Buffer | undefined>> {
  const reader = route.spec.textBody ? textBytes : jsonBytes;
  return new Promise((resolve) => {
    reader(request, response, (error?: unknown) => {
      if (error === undefined) {
        const body: unknown = request.body;
        return resolve({ ok: true, value: Buffer.isBuffer(body) && body.length > 0 ? body : undefined });
      }
      logger.warn({ error: messageOf(error) }, 'body not read');
      const reply = readerProblems[typeOf(error)];
      return resolve(
        reply ? { ok: false, reply } : refused(400, 'malformed-body', 'body', 'as Content-Encoding says, and whole'),
      );
    });
  });
}

function decoderOf(charset: string): TextDecoder | undefined {
  try {
    return new TextDecoder(charset, { fatal: true });
  } catch {
    return undefined;
  }
}

/** Text in the charset that Content-Type names, or UTF-8. A byte that is none of it is refused, never replaced. */
function decode(bytes: Buffer, request: Request, isJson: boolean): Read<string> {
  const named = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(request.get('content-type') ?? '')?.[1];
  const charset = named ?? 'utf-8';
  // JSON between systems is UTF-8 (RFC 8259 8.1).
  const decoder = isJson && !UTF_8.test(charset) ? undefined : decoderOf(charset);
  if (!decoder) return refused(415, 'unsupported-charset', 'Content-Type', 'charset=utf-8');
  try {
    return { ok: true, value: decoder.decode(bytes) };
  } catch {
    return refused(400, 'malformed-body', 'body', `well-formed ${charset}`);
  }
}

function parseJson(text: string): Read<object> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (typeof value !== 'object' || value === null) {
    return refused(400, 'malformed-json', 'body', 'complete, valid JSON: an object');
  }
  const unsafe = unsafeJson(value);
  if (!unsafe) return { ok: true, value };
  const reply = problem(422, 'invalid-request', `${unsafe.field}: ${unsafe.message}`, { errors: [unsafe] });
  return { ok: false, reply };
}

/**
 * The body as a route's schema may look at it: JSON without keys that reach into prototypes, or text; undefined for
 * none. Routes without a body read it as well: what is sent to them is refused by name and not passed over.
 */
export async function readBody(
  route: Route,
  request: Request,
  response: Response,
  logger: Logger,
): Promise<Read<unknown>> {
  const { body, textBody } = route.spec;
  const bytes = await bytesOf(route, request, response, logger);
  if (!bytes.ok || bytes.value === undefined) return bytes;
  const wanted = textBody ?? ['application/json'];
  if (!request.is([...wanted])) {
    const types = body ? wanted.join(' or ') : 'none: this request has no body';
    return refused(415, 'unsupported-media-type', 'Content-Type', types);
  }
  const text = decode(bytes.value, request, !textBody);
  return text.ok && !textBody ? parseJson(text.value) : text;
}
