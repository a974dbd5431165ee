import { type Commit, eventId } from '@huitang/runtime';
import { codeOf, commandOf, isRefused, sentCommands } from '../client-commands.ts';
import { PRINCIPAL } from '../network.ts';
import type { Findings, Invariant } from './invariant.ts';
import { isOwnStep } from './own-steps.ts';

/** Every commit stems from a command that a client sent and was not refused, or from an event, whose own cause is known. */
export const noPhantom: Invariant = {
  name: 'I3 no phantom',
  watch(view) {
    const sent = sentCommands(view);
    const happened = new Set<string>();
    const commanded = new Set<string>();

    function causeless(commit: Commit): string | undefined {
      const { causationId, commandId, principal } = commit;
      if (causationId !== null) return happened.has(causationId) ? undefined : `event ${causationId}, which never was`;
      if (isOwnStep(view, commit)) return undefined;
      if (principal === PRINCIPAL.id) return sent.has(commandId) ? undefined : `${commandId}, which nobody asked for`;
      return `${commandId} of ${principal}, which nothing leads to`;
    }

    return {
      committed(_service, commit): Findings {
        const { stream, version, events, commandId, causationId } = commit;
        const because = causeless(commit);
        for (const index of events.keys()) happened.add(eventId(stream, version, index));
        if (causationId === null) commanded.add(commandId);
        return because === undefined ? [] : [`${stream}@${version} stems from ${because}`];
      },
      answered(exchange) {
        const commandId = commandOf(exchange.ask);
        if (commandId === undefined || !isRefused(exchange)) return [];
        if (!commanded.has(commandId) || sent.isReused(commandId)) return [];
        return [`${commandId} was refused (${codeOf(exchange)}), and is in the log`];
      },
    };
  },
};
