import type { Random, World } from '@huitang/engine-simulated';
import { fieldOf } from '../client-commands.ts';
import type { Answer, Ask, Exchange } from '../exchange.ts';
import type { Network } from '../network.ts';

/** What every actor has in hand. */
export interface Client {
  readonly name: string;
  readonly dice: Random;
  /** Virtual milliseconds since 1970. */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** A key for a request of its own. */
  newKey(): string;
  /**
   * Asks until it is answered, as a program would that wants it done: the same request under the same key, after a while.
   * Undefined when it has given up; then nobody here knows whether it was done.
   */
  ask(ask: Ask): Promise<Answer | undefined>;
}

export interface ClientContext {
  readonly world: World;
  readonly network: Network;
  /** Every request is written down here, and told when it is answered. */
  readonly exchanges: Exchange[];
  readonly answered: (exchange: Exchange) => void;
}

const ATTEMPTS_MAX = 12;
/** Doubles with every attempt, up to a limit: who cannot be served for minutes is asked again later, not more often. */
const waitMaxMs = (attempt: number): number => 200 * 2 ** Math.min(attempt, 7);

/** Overloaded, starting, not seen yet: no answer to the question. */
const isAnswer = ({ status }: Answer): boolean => status !== 503;

/** What a request and its answer are about. */
const namesIn = ({ params, key }: Ask, answer: Answer | undefined): string =>
  [...new Set([...Object.values(params ?? {}), fieldOf(answer?.body, 'id'), key])].filter(Boolean).join(' ');

const outcomeOf = (answer: Answer | undefined): string =>
  answer ? `${answer.status} ${fieldOf(answer.body, 'code') ?? answer.headers.ETag ?? ''}`.trim() : 'no answer';

/** As it came over the wire. */
const textOf = ({ body }: Answer): string => (Buffer.isBuffer(body) ? body.toString() : (JSON.stringify(body) ?? ''));

export function createClient({ world, network, exchanges, answered }: ClientContext, name: string): Client {
  const dice = world.random(`client ${name}`);
  const { scheduler } = world;
  let keys = 0;

  const sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      scheduler.after(ms, resolve);
    });

  async function once(ask: Ask): Promise<Answer | undefined> {
    const exchange: Exchange = { client: name, ask, sentAt: scheduler.now() };
    exchanges.push(exchange);
    const answer = await network.request(ask);
    world.trace.add(scheduler.now(), name, ask.operationId, namesIn(ask, answer), outcomeOf(answer));
    if (!answer) return undefined;
    exchange.answer = answer;
    exchange.answeredAt = scheduler.now();
    world.trace.take(`${answer.status} ${answer.headers.ETag ?? ''} ${textOf(answer)}`);
    answered(exchange);
    return answer;
  }

  return {
    name,
    dice,
    now: () => scheduler.now(),
    sleep,
    newKey() {
      keys += 1;
      return `${name}-${keys}`;
    },
    async ask(ask) {
      for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
        const answer = await once(ask);
        if (answer && isAnswer(answer)) return answer;
        await sleep(dice.between(50, waitMaxMs(attempt)));
      }
      return undefined;
    },
  };
}
