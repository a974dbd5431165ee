import type { Ask, Exchange } from './exchange.ts';
import type { View } from './invariants/invariant.ts';
import { PRINCIPAL } from './network.ts';

/** The id of the command that a request asks for; undefined where it has no key, as reads have none. */
export const commandOf = ({ operationId, key }: Ask): string | undefined =>
  key === undefined ? undefined : `${PRINCIPAL.id}/${operationId}/${key}`;

/** Everything about a request that its key is bound to. */
const wordingOf = ({ params, query, body }: Ask): string => JSON.stringify([params ?? {}, query ?? {}, body ?? null]);

/** What clients have asked for so far, by command. */
export interface SentCommands {
  has(commandId: string): boolean;
  /** True when somebody used the key for something else, too. */
  isReused(commandId: string): boolean;
  /** All requests for it, the first one first. */
  of(commandId: string): readonly Exchange[];
}

/** Reads on where it stopped, so that it costs nothing to ask often. */
export function sentCommands({ exchanges }: Pick<View, 'exchanges'>): SentCommands {
  const known = new Map<string, Exchange[]>();
  let read = 0;
  function take(exchange: Exchange): void {
    const commandId = commandOf(exchange.ask);
    if (commandId === undefined) return;
    const all = known.get(commandId);
    if (all) all.push(exchange);
    else known.set(commandId, [exchange]);
  }
  function of(commandId: string): readonly Exchange[] {
    for (; read < exchanges.length; read += 1) {
      const exchange = exchanges[read];
      if (exchange) take(exchange);
    }
    return known.get(commandId) ?? [];
  }
  return {
    of,
    has: (commandId) => of(commandId).length > 0,
    isReused(commandId) {
      const [first, ...others] = of(commandId).map(({ ask }) => wordingOf(ask));
      return others.some((wording) => wording !== first);
    },
  };
}

export const isDone = ({ answer }: Exchange): boolean => answer !== undefined && answer.status < 300;

export const isRefused = ({ answer }: Exchange): boolean =>
  answer !== undefined && answer.status >= 400 && answer.status < 500;

/** The stable code of a problem, where the answer is one. */
export function codeOf({ answer }: Exchange): string | undefined {
  const { body } = answer ?? {};
  return typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : undefined;
}

/** A field of an answer's body, or of a request's: what came over the wire has no type. */
export const fieldOf = (body: unknown, name: string): unknown =>
  typeof body === 'object' && body !== null && Object.hasOwn(body, name) ? Reflect.get(body, name) : undefined;
