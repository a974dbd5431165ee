import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import helmet from 'helmet';
import { Fault, messageOf } from '../faults.ts';
import type { Logger } from '../logger.ts';
import type { Platform } from '../ports/platform.ts';
import { unsafeJson } from './json-guard.ts';
import { fieldProblem, problem, type Reply } from './problem.ts';
import type { Route } from './route.ts';

const JSON_LIMIT = '2mb';
const TEXT_LIMIT = '10mb';
const REQUESTS_AT_ONCE_MAX = 2_000;
const KEY = /^[\x21-\x7e]{1,200}$/;

function send(response: Response, reply: Reply): void {
  response.status(reply.status);
  if (reply.headers) response.set({ ...reply.headers });
  if (reply.contentType) response.type(reply.contentType);
  if (reply.body === undefined) response.end();
  else if (typeof reply.body === 'string' || reply.body instanceof Uint8Array) response.send(reply.body);
  else response.json(reply.body);
}

/** What the body parsers of Express report, as problems of ours. */
const parserProblems: Readonly<Record<string, Reply>> = {
  'entity.parse.failed': problem(400, 'malformed-json', 'body: not complete, valid JSON', {
    errors: [{ field: 'body', code: 'malformed-json', message: 'complete, valid JSON' }],
  }),
  'entity.too.large': fieldProblem(
    413,
    'body-too-large',
    'body',
    `at most ${JSON_LIMIT} of JSON or ${TEXT_LIMIT} of text`,
  ),
  'encoding.unsupported': fieldProblem(415, 'unsupported-encoding', 'Content-Encoding', 'gzip, deflate, br or none'),
  'charset.unsupported': fieldProblem(415, 'unsupported-charset', 'Content-Type', 'charset=utf-8'),
  'request.aborted': problem(400, 'request-aborted', 'the request ended before its body was complete'),
  'request.size.invalid': problem(400, 'request-aborted', 'the body is not as long as Content-Length says'),
  'stream.encoding.set': problem(400, 'malformed-body', 'the body cannot be read'),
};

const hasType = (error: unknown): error is { type: string } =>
  typeof error === 'object' && error !== null && 'type' in error && typeof error.type === 'string';

function failure(error: unknown, logger: Logger): Reply {
  const known = hasType(error) ? parserProblems[error.type] : undefined;
  if (known) return known;
  if (error instanceof URIError) return problem(400, 'malformed-url', 'the address is not correctly percent-encoded');
  if (error instanceof Fault && error.code === 'invalid-cursor') {
    return fieldProblem(422, 'invalid-request', 'cursor', 'the cursor of an earlier page of the same list');
  }
  const retriable = error instanceof Fault && error.retriable;
  logger.error(
    {
      error: messageOf(error),
      code: error instanceof Fault ? error.code : 'internal-error',
      stack: error instanceof Error ? error.stack : undefined,
    },
    'request failed',
  );
  return retriable
    ? problem(503, error.code, 'not possible right now; nothing was half done, please try again')
    : problem(500, 'internal-error', 'this is our fault; the log has the details');
}

const isEmpty = (request: Request): boolean =>
  request.headers['transfer-encoding'] === undefined && Number(request.headers['content-length'] ?? 0) === 0;

/** Wrong content type, unsafe keys: what must be refused before a schema sees the body. */
function bodyProblem(route: Route, request: Request): Reply | undefined {
  if (!route.spec.body || isEmpty(request)) return undefined;
  const wanted = route.spec.textBody ?? ['application/json'];
  if (!request.is([...wanted])) {
    return fieldProblem(415, 'unsupported-media-type', 'Content-Type', wanted.join(' or '));
  }
  const unsafe = route.spec.textBody ? undefined : unsafeJson(request.body);
  return unsafe && problem(422, 'invalid-request', `${unsafe.field}: ${unsafe.message}`, { errors: [unsafe] });
}

function keyOf(request: Request, platform: Platform): string | undefined {
  const sent = request.get('idempotency-key');
  if (sent === undefined) return platform.ids.uuid();
  return KEY.test(sent) ? sent : undefined;
}

async function answer(platform: Platform, route: Route, request: Request, logger: Logger): Promise<Reply> {
  const refused = bodyProblem(route, request);
  if (refused) return refused;
  const key = keyOf(request, platform);
  if (key === undefined) {
    return fieldProblem(400, 'invalid-idempotency-key', 'Idempotency-Key', '1 to 200 visible ASCII characters');
  }
  const principal = await platform.principals.of(request.headers);
  if (!principal) return problem(401, 'not-signed-in', 'nobody known asks');
  const { params, query, headers } = request;
  const body: unknown = isEmpty(request) ? undefined : request.body;
  return route.answer({ params, query, body, headers, principal, key, logger });
}

function handlerOf(platform: Platform, route: Route): RequestHandler {
  const { method, path } = route.spec;
  return async (request, response) => {
    const startedAt = platform.clock.now();
    const logger = platform.logger.child({ requestId: platform.ids.uuid(), method, route: path });
    const reply = await answer(platform, route, request, logger).catch((error: unknown) => failure(error, logger));
    send(response, reply);
    const ms = platform.clock.now() - startedAt;
    platform.metrics.httpSeconds.observe({ method, route: path, status: String(reply.status) }, ms / 1000);
    const line = {
      status: reply.status,
      ms,
      idempotencyKey: request.get('idempotency-key'),
      commandId: reply.headers?.['Huitang-Command'],
    };
    if (method === 'get') logger.debug(line, 'answered');
    else logger.info(line, 'answered');
  };
}

/** Paths with literal text after a parameter (`{id}.ics`) before those without: Express takes the first that fits. */
const bySpecificity = (a: Route, b: Route): number => {
  const rank = ({ spec }: Route): number => (/\}[^/]+$/.test(spec.path) ? 0 : /\}/.test(spec.path) ? 2 : 1);
  return rank(a) - rank(b);
};

const notTooMany = (): RequestHandler => {
  let active = 0;
  return (_request, response, next) => {
    if (active >= REQUESTS_AT_ONCE_MAX) return send(response, problem(503, 'overloaded', 'too many requests at once'));
    active += 1;
    response.once('close', () => {
      active -= 1;
    });
    next();
  };
};

const errorsAsProblems =
  (logger: Logger): ErrorRequestHandler =>
  (error, _request, response, next) => {
    if (response.headersSent) return next(error);
    send(response, failure(error, logger));
  };

/** The Express application of a host: every route of every service, and the same manners for all of them. */
export function createApp(platform: Platform, routes: readonly Route[]): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', 'strong');
  app.use(notTooMany());
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", 'data:'],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
          baseUri: ["'none'"],
        },
      },
      strictTransportSecurity: false,
    }),
  );
  const json = express.json({ limit: JSON_LIMIT, strict: true });
  const text = express.text({ limit: TEXT_LIMIT, type: ['text/csv', 'text/calendar'], defaultCharset: 'utf-8' });
  for (const route of [...routes].sort(bySpecificity)) {
    const path = route.spec.path.replaceAll(/\{(\w+)\}/g, ':$1');
    const parsers = route.spec.body ? [route.spec.textBody ? text : json] : [];
    app[route.spec.method](path, ...parsers, handlerOf(platform, route));
  }
  app.use((request, response) => {
    send(response, problem(404, 'no-such-address', `nothing answers ${request.method} ${request.path.slice(0, 200)}`));
  });
  app.use(errorsAsProblems(platform.logger));
  return app;
}
