import type { Random, World } from '@huitang/engine-simulated';
import { commandIdOf, failure, isWrite, type Reply, type Route, tracesOf } from '@huitang/runtime';
import type { Answer, Ask } from './exchange.ts';
import type { Running, Supervisor } from './supervisor.ts';

/** The way between clients and processes. */
export interface Network {
  /** Undefined when no answer came in time, whatever became of the request. */
  request(ask: Ask): Promise<Answer | undefined>;
}

export interface NetworkContext {
  readonly world: World;
  readonly dice: Random;
  readonly supervisor: Pick<Supervisor, 'answering'>;
  /** Part of requests and answers that get lost. */
  readonly loss: () => number;
}

/** How long a client waits for an answer before it tries again. */
export const TIMEOUT_MS = 15_000;
const WAY_MAX_MS = 5;

export const PRINCIPAL = { id: 'demo', roles: ['organizer', 'manager', 'administrator'], language: 'zh' } as const;

/** What http/answering.ts does with a request whose body has been read, without Express. */
async function answer({ platform, keys }: Running, route: Route, ask: Ask): Promise<Reply> {
  const { logger, ids } = platform;
  const key = ask.key ?? ids.orderedUuid();
  const cause = isWrite(route) ? commandIdOf(PRINCIPAL, route, key) : undefined;
  const raw = {
    params: ask.params ?? {},
    query: ask.query ?? {},
    body: ask.body,
    headers: { ...ask.headers, ...(ask.key !== undefined && { 'idempotency-key': ask.key }) },
    principal: PRINCIPAL,
    key,
    logger,
    ...(ask.key !== undefined && { keys }),
  };
  return tracesOf(platform).work({ name: ask.operationId, kind: 'asked', cause }, () =>
    route.answer(raw).catch((error: unknown) => failure(error, logger)),
  );
}

const asAnswer = ({ status, headers = {}, body }: Reply): Answer => ({ status, headers, body });

/** A client that is answered sees what JSON leaves of it. */
const overTheWire = (body: unknown): unknown =>
  typeof body === 'object' && body !== null && !Buffer.isBuffer(body) ? JSON.parse(JSON.stringify(body)) : body;

export function createNetwork({ world, dice, supervisor, loss }: NetworkContext): Network {
  const { scheduler } = world;
  const way = (task: () => void): void => {
    const isLost = dice.chance(loss());
    const ms = dice.between(0.2, WAY_MAX_MS);
    if (!isLost) scheduler.after(ms, task);
  };

  function whenAwake({ process }: Pick<Running, 'process'>, task: () => void): void {
    if (!process.isAlive()) return;
    const stalledMs = process.stalledMs();
    if (stalledMs > 0) scheduler.after(stalledMs, () => whenAwake({ process }, task));
    else task();
  }

  /** At any of the processes that could; nobody answers where there is none. */
  function arrive(ask: Ask, told: (answer: Answer) => void): void {
    const able = supervisor.answering(ask.operationId);
    if (able.length === 0) return;
    const running = dice.pick(able);
    const route = running.routes.get(ask.operationId);
    if (!route) return;
    const sent = { ...ask, body: overTheWire(ask.body) };
    whenAwake(running, () => {
      void answer(running, route, sent).then((reply) => {
        if (running.process.isAlive()) way(() => told(asAnswer({ ...reply, body: overTheWire(reply.body) })));
      });
    });
  }

  return {
    request: (ask) =>
      new Promise((resolve) => {
        const callOff = scheduler.after(TIMEOUT_MS, () => resolve(undefined));
        const told = (reply: Answer): void => {
          callOff();
          resolve(reply);
        };
        if (supervisor.answering(ask.operationId).length === 0) {
          // Nobody listens at the port: known at once.
          callOff();
          way(() => resolve(undefined));
          scheduler.after(WAY_MAX_MS, () => resolve(undefined));
          return;
        }
        way(() => arrive(ask, told));
      }),
  };
}
