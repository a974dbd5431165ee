import type { Commit } from '@huitang/runtime';
import { codeOf, commandOf, fieldOf, isDone, isRefused, sentCommands } from '../client-commands.ts';
import type { Exchange } from '../exchange.ts';
import { alreadySo } from './already-so.ts';
import type { Findings, Invariant } from './invariant.ts';

interface Kept {
  readonly service: string;
  readonly stream: string;
}

/** Every command answered 2xx is in the log, at that moment and for ever, and its repeat gets the same answer. */
export const nothingLost: Invariant = {
  name: 'I2 nothing acknowledged is lost',
  watch(view) {
    const { durable } = view.world;
    const sent = sentCommands(view);
    const kept = new Map<string, Kept>();
    /** What the first 2xx said that something has been made. */
    const answered = new Map<string, unknown>();

    function acknowledged(commandId: string, exchange: Exchange): Findings {
      const { operationId } = exchange.ask;
      const findings: string[] = [];
      if (!kept.has(commandId) && !alreadySo(view, exchange)) {
        findings.push(`${commandId} was answered ${exchange.answer?.status}, and is in no log`);
      }
      const id = fieldOf(exchange.answer?.body, 'id');
      if (answered.has(commandId) && answered.get(commandId) !== id) {
        findings.push(`${operationId} ${commandId} made ${answered.get(commandId)}, and repeated it is ${id}`);
      }
      if (!answered.has(commandId)) answered.set(commandId, id);
      return findings;
    }

    function gone(): Findings {
      return [...answered.keys()].flatMap((commandId) => {
        const where = kept.get(commandId);
        if (!where || durable.log(where.service).findCommand(where.stream, commandId)) return [];
        kept.delete(commandId);
        return [`${commandId} was acknowledged, and is not in ${where.stream} any more`];
      });
    }

    return {
      committed(service: string, { stream, commandId, causationId }: Commit) {
        if (causationId === null) kept.set(commandId, { service, stream });
        return [];
      },
      answered(exchange) {
        const commandId = commandOf(exchange.ask);
        if (commandId === undefined) return [];
        if (isDone(exchange)) return acknowledged(commandId, exchange);
        if (!isRefused(exchange) || !answered.has(commandId) || sent.isReused(commandId)) return [];
        return [`${commandId} was carried out, and repeated it is refused: ${codeOf(exchange)}`];
      },
      crashed: gone,
      ended: gone,
    };
  },
};
