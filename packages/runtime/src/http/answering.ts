import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from '../logger.ts';
import type { Platform } from '../ports/platform.ts';
import type { Principal } from '../ports/principal.ts';
import { traceParentIn } from '../trace-context.ts';
import { tracesOf } from '../tracing.ts';
import { callerOf } from './caller.ts';
import { refusedAtTheDoor } from './doorkeeper.ts';
import type { EventStreams } from './event-streams.ts';
import { failure } from './failure.ts';
import type { IdempotencyKeys } from './idempotency.ts';
import { fieldProblem, problem, type Reply } from './problem.ts';
import { readBody } from './request-body.ts';
import { commandIdOf, isWrite, type Route } from './route.ts';
import { send } from './send.ts';

const KEY = /^[\x21-\x7e]{1,200}$/;

/** Who asks, and under which key. */
type Asking =
  | { readonly ok: true; readonly principal: Principal; readonly key: string; readonly commandId: string | undefined }
  | { readonly ok: false; readonly reply: Reply };

const no = (reply: Reply): Asking => ({ ok: false, reply });

async function askingOf(platform: Platform, route: Route, request: Request): Promise<Asking> {
  const refused = refusedAtTheDoor(request, platform.installation.publicUrl);
  if (refused) return no(refused);
  // A read does nothing that a repeat could do twice: it looks at no key.
  const sent = isWrite(route) ? request.get('idempotency-key') : undefined;
  const key = sent ?? platform.ids.orderedUuid();
  if (!KEY.test(key)) {
    return no(fieldProblem(400, 'invalid-idempotency-key', 'Idempotency-Key', '1 to 200 visible ASCII characters'));
  }
  const principal = await platform.principals.of(request.headers);
  if (!principal) return no(problem(401, 'not-signed-in', 'nobody known asks'));
  const commandId = isWrite(route) ? commandIdOf(principal, route, key) : undefined;
  return { ok: true, principal, key, commandId };
}

interface Exchange {
  readonly route: Route;
  readonly request: Request;
  readonly response: Response;
  /** What every line in the log about it has. */
  readonly told: { readonly requestId: string; readonly method: string; readonly route: string };
}

interface Answered {
  readonly status: number;
  readonly logger: Logger;
}

async function answer(
  keys: IdempotencyKeys,
  { route, request, response }: Exchange,
  { principal, key, commandId }: Extract<Asking, { ok: true }>,
  logger: Logger,
): Promise<Reply> {
  const body = await readBody(route, request, response, logger);
  if (!body.ok) return body.reply;
  const { params, query, headers } = request;
  const from = { address: callerOf(request), isHead: request.method === 'HEAD' };
  const raw = { params, query, body: body.value, headers, principal, ...from, key, logger };
  const reply = await route.answer(headers['idempotency-key'] === undefined ? raw : { ...raw, keys });
  return commandId === undefined ? reply : { ...reply, headers: { ...reply.headers, 'Huitang-Command': commandId } };
}

/** What all routes of a process share. */
export interface Manners {
  readonly keys: IdempotencyKeys;
  readonly streams: EventStreams;
}

/** Who asks and the route's own answer, sent; as a piece of work that goes on with the request's trace or begins one. */
function answered(
  platform: Platform,
  { keys, streams }: Manners,
  exchange: Exchange,
  asking: Asking,
): Promise<Answered> {
  const { route, request, response } = exchange;
  const { method, path } = route.spec;
  const commandId = asking.ok ? asking.commandId : undefined;
  const spec = {
    name: `${method.toUpperCase()} ${path}`,
    kind: 'asked',
    cause: commandId,
    parent: traceParentIn(request.headers),
    attributes: { 'http.request.method': method.toUpperCase(), 'http.route': path },
  } as const;
  return tracesOf(platform).work(spec, async ({ traceId }) => {
    const logger = platform.logger.child({ ...exchange.told, ...(commandId !== undefined && { commandId }), traceId });
    const reply = asking.ok
      ? await answer(keys, exchange, asking, logger).catch((error: unknown) => failure(error, logger))
      : asking.reply;
    if (reply.events) streams.open(request, response, reply);
    else send(request, response, reply);
    return { status: response.statusCode, logger };
  });
}

/** Answers a route's requests: who asks, with what body, the route's own answer, and a line in the log for each. */
export function handlerOf(platform: Platform, manners: Manners, route: Route): RequestHandler {
  const { method, path } = route.spec;
  return async (request, response) => {
    const startedAt = platform.clock.now();
    const told = { requestId: platform.ids.uuid(), method, route: path };
    const asking = await askingOf(platform, route, request).catch((error: unknown) =>
      no(failure(error, platform.logger.child(told))),
    );
    const { status, logger } = await answered(platform, manners, { route, request, response, told }, asking);
    const ms = platform.clock.now() - startedAt;
    platform.metrics.httpSeconds.observe({ method, route: path, status: String(status) }, ms / 1000);
    const line = { status, ms, idempotencyKey: request.get('idempotency-key') };
    if (isWrite(route)) logger.info(line, 'answered');
    else logger.debug(line, 'answered');
  };
}
