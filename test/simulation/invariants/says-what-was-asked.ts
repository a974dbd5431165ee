import type { ActivityProposed } from '@huitang/contracts';
import type { Commit } from '@huitang/runtime';
import { commandOf, fieldOf, isDone } from '../client-commands.ts';
import type { Ask, Exchange } from '../exchange.ts';
import { differencesOf } from './asked-wish.ts';
import type { Findings, Invariant, View } from './invariant.ts';

/** True when everything that was asked is told, field by field; more may be told than was asked. */
function holds(told: unknown, asked: unknown): boolean {
  if (Array.isArray(asked)) {
    return Array.isArray(told) && told.length === asked.length && asked.every((one, index) => holds(told[index], one));
  }
  if (typeof asked !== 'object' || asked === null) return told === asked;
  return Object.entries(asked).every(([name, value]) => holds(fieldOf(told, name), value));
}

const wholly = (part: string, told: unknown, asked: unknown): readonly string[] => (holds(told, asked) ? [] : [part]);

/** What a commit does not say of what a request asks for. */
function differences({ operationId, params = {}, body }: Ask, { stream, events }: Commit): readonly string[] {
  const data: unknown = events[0]?.data;
  switch (operationId) {
    case 'proposeActivity':
    case 'reviseActivity':
      // What the log has was written by the schema of its type.
      return differencesOf(data as ActivityProposed, body);
    case 'cancelActivity':
      return stream === `activity/${params.id}` && events[0]?.type === 'ActivityCancelled' ? [] : ['activity'];
    case 'openCenter':
      return wholly('profile', fieldOf(data, 'profile'), body);
    case 'addResource':
    case 'changeResource':
      return wholly('resource', fieldOf(data, 'resource'), body);
    case 'renameCenter':
    case 'changeHours':
    case 'changeNeighbours':
      return wholly('center', data, body);
    case 'limitQuota':
      return wholly('quota', data, body);
    case 'openRound': {
      const { reason, ...round } = body as { readonly reason: unknown };
      return [...wholly('round', data, round), ...wholly('reason', fieldOf(data, 'ordered'), { reason })];
    }
    default:
      return [];
  }
}

/** Every wording that was sent under a command so far, read on where it stopped. */
function createWordings({ exchanges }: Pick<View, 'exchanges'>): (commandId: string) => readonly Ask[] {
  const wordings = new Map<string, Ask[]>();
  let read = 0;
  return (commandId) => {
    for (; read < exchanges.length; read += 1) {
      const ask = exchanges[read]?.ask;
      const command = ask && commandOf(ask);
      if (!ask || command === undefined) continue;
      const known = wordings.get(command);
      if (known) known.push(ask);
      else wordings.set(command, [ask]);
    }
    return wordings.get(commandId) ?? [];
  };
}

/** What a command put into the log is what its request says; whoever says something else under its key is not told yes. */
export const saysWhatWasAsked: Invariant = {
  name: 'I2 says what was asked',
  watch(view) {
    const wordingsOf = createWordings(view);
    const kept = new Map<string, Commit>();

    function notAsked(commit: Commit): Findings {
      const wordings = wordingsOf(commit.commandId).map((ask) => differences(ask, commit));
      const [first] = wordings;
      if (!first || wordings.some((parts) => parts.length === 0)) return [];
      return [
        `${commit.stream}@${commit.version} of ${commit.commandId} says another ${first.join(', ')} than asked for`,
      ];
    }

    function otherwise(exchange: Exchange, commandId: string): Findings {
      const commit = kept.get(commandId);
      const parts = commit ? differences(exchange.ask, commit) : [];
      if (parts.length === 0) return [];
      return [`${commandId} was answered ${exchange.answer?.status} for another ${parts.join(', ')} than was done`];
    }

    return {
      committed(_service, commit) {
        // The claim of a center's id comes before the center, under the same command.
        if (commit.causationId !== null || commit.stream.startsWith('center-ids/')) return [];
        const findings = notAsked(commit);
        // A later one with the same id belongs to another stream, and is somebody else's finding.
        if (!kept.has(commit.commandId)) kept.set(commit.commandId, commit);
        return findings;
      },
      answered(exchange) {
        const commandId = commandOf(exchange.ask);
        return commandId !== undefined && isDone(exchange) ? otherwise(exchange, commandId) : [];
      },
    };
  },
};
