import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Logger } from '../logger.ts';
import type { Platform } from '../ports/platform.ts';
import { handlerOf } from './answering.ts';
import type { EventStreams } from './event-streams.ts';
import { failure } from './failure.ts';
import { idempotencyKeys } from './idempotency.ts';
import { problem } from './problem.ts';
import type { Route } from './route.ts';
import { send } from './send.ts';

const REQUESTS_AT_ONCE_MAX = 2_000;
/** What may be the secret of an address that was mistyped: answers are kept in more places than addresses. */
const SECRET = /[\w-]{40,}/g;

/** Paths with literal text after a parameter (`{id}.ics`) before those without: Express takes the first that fits. */
const bySpecificity = (a: Route, b: Route): number => {
  const rank = ({ spec }: Route): number => (/\}[^/]+$/.test(spec.path) ? 0 : /\}/.test(spec.path) ? 2 : 1);
  return rank(a) - rank(b);
};

const notTooMany = (): RequestHandler => {
  let active = 0;
  return (request, response, next) => {
    if (active >= REQUESTS_AT_ONCE_MAX) {
      return send(request, response, problem(503, 'overloaded', 'too many requests at once'));
    }
    active += 1;
    response.once('close', () => {
      active -= 1;
    });
    next();
  };
};

const securityHeaders = (): RequestHandler =>
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
  });

/** For a method that a known address does not have (RFC 9110 15.5.6). */
const otherMethods = (routes: readonly Route[], path: string): RequestHandler => {
  const methods = routes.filter(({ spec }) => spec.path === path).map(({ spec }) => spec.method.toUpperCase());
  const allow = methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ');
  return (request, response) => {
    response.set('Allow', allow);
    if (request.method === 'OPTIONS') return send(request, response, { status: 204 });
    const said = `not ${request.method}: this address takes ${allow}`;
    return send(request, response, problem(405, 'method-not-allowed', said));
  };
};

const errorsAsProblems =
  (logger: Logger): ErrorRequestHandler =>
  (error, request, response, next) => {
    if (response.headersSent) return next(error);
    send(request, response, failure(error, logger));
  };

/** The Express application of a host: every route of every service, and the same manners for all of them. */
export function createApp(platform: Platform, routes: readonly Route[], streams: EventStreams): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', 'strong');
  app.use(notTooMany());
  app.use(securityHeaders());
  const manners = { keys: idempotencyKeys(platform), streams };
  const inOrder = [...routes].sort(bySpecificity);
  const expressPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');
  for (const route of inOrder)
    app[route.spec.method](expressPath(route.spec.path), handlerOf(platform, manners, route));
  for (const path of new Set(inOrder.map(({ spec }) => spec.path))) {
    app.all(expressPath(path), otherMethods(inOrder, path));
  }
  app.use((request, response) => {
    const said = `nothing answers ${request.method} ${request.path.slice(0, 200).replace(SECRET, '…')}`;
    send(request, response, problem(404, 'no-such-address', said));
  });
  app.use(errorsAsProblems(platform.logger));
  return app;
}
