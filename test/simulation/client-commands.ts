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
}

/** Reads on where it stopped, so that it costs nothing to ask often. */
export function sentCommands({ exchanges }: Pick<View, 'exchanges'>): SentCommands {
  const wordings = new Map<string, Set<string>>();
  let read = 0;
  function take({ ask }: Exchange): void {
    const commandId = commandOf(ask);
    if (commandId === undefined) return;
    const known = wordings.get(commandId) ?? new Set();
    wordings.set(commandId, known.add(wordingOf(ask)));
  }
  function of(commandId: string): ReadonlySet<string> | undefined {
    for (; read < exchanges.length; read += 1) {
      const exchange = exchanges[read];
      if (exchange) take(exchange);
    }
    return wordings.get(commandId);
  }
  return {
    has: (commandId) => of(commandId) !== undefined,
    isReused: (commandId) => (of(commandId)?.size ?? 0) > 1,
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
