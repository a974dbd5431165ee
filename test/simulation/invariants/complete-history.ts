import { isPublic, positionText } from '@huitang/contracts';
import type { Commit } from '@huitang/runtime';
import { fieldOf } from '../client-commands.ts';
import type { Exchange } from '../exchange.ts';
import { streamsOf } from '../state.ts';
import type { Findings, Invariant, View } from './invariant.ts';

/** A clock that is right is behind by what a call takes; one that was set wrong, by that as well. */
const LATE_MAX_MS = 5 * 60_000;
/** So many activities are asked for their history at the end. */
const LOOKED_AT_MAX = 8;

interface Last {
  readonly version: number;
  readonly commandId: string;
  readonly previous: string | null;
}

const start: Last = { version: 0, commandId: '', previous: null };

const lastPublic = ({ events, version, previous }: Commit): string | null => {
  const index = events.findLastIndex(({ type }) => isPublic(type));
  return index < 0 ? previous : positionText({ version, index });
};

function wrongIn(commit: Commit, last: Last): Findings {
  const { stream, version, events, previous, follows, principal, bodyHash, commandId } = commit;
  const at = `${stream}@${version}`;
  const wrong: [boolean, string][] = [
    [version !== last.version + 1, `${at} comes after version ${last.version}`],
    [events.length === 0, `${at} says nothing`],
    [previous !== last.previous, `${at} says that ${previous} was the last public event, and it was ${last.previous}`],
    [version > 1 && follows !== last.commandId, `${at} follows ${follows}, and ${last.commandId} was before it`],
    [principal === '' || commandId === '' || bodyHash === '', `${at} does not say who asked for what`],
  ];
  return wrong.flatMap(([is, finding]) => (is ? [finding] : []));
}

const shown = ({ version, at, principal, commandId, causationId, events }: Commit) => ({
  version,
  at,
  by: principal,
  commandId,
  causationId,
  events: events.map(({ type, data }) => ({ type, data })),
});

function differsFromLog({ world }: View, { ask, answer }: Exchange): Findings {
  const stream = `activity/${ask.params?.id}`;
  const expected = JSON.stringify(world.durable.log('scheduling').ofStream(stream).map(shown));
  return JSON.stringify(fieldOf(answer?.body, 'items')) === expected
    ? []
    : [`the history of ${stream} is not what is in the log`];
}

/** Each accepted command is one commit, in its place, with who, when and why; and that is what people are shown. */
export const completeHistory: Invariant = {
  name: 'I9 complete history',
  watch(view) {
    const { scheduler } = view.world;
    const streams = new Map<string, Last>();
    const commands = new Set<string>();
    const { clockEveryMs, clockMaxMs } = view.options.disturbances;
    const lateMaxMs = LATE_MAX_MS + (clockEveryMs > 0 ? clockMaxMs : 0);
    return {
      committed(_service, commit) {
        const { stream, version, commandId, at } = commit;
        const findings = [...wrongIn(commit, streams.get(stream) ?? start)];
        const command = `${stream} ${commandId}`;
        if (commands.has(command)) findings.push(`${stream}@${version} is ${commandId} once more`);
        if (!(Math.abs(Date.parse(at) - scheduler.now()) <= lateMaxMs))
          findings.push(`${stream}@${version} is of ${at}`);
        commands.add(command);
        streams.set(stream, { version, commandId, previous: lastPublic(commit) });
        return findings;
      },
      lastAsks() {
        const ids = [...streamsOf(view, 'scheduling', 'activity/').keys()].map((stream) =>
          stream.slice('activity/'.length),
        );
        const every = Math.max(1, Math.floor(ids.length / LOOKED_AT_MAX));
        return ids
          .filter((_, index) => index % every === 0)
          .map((id) => ({ operationId: 'activityHistory', params: { id } }));
      },
      ended: () =>
        view.exchanges
          .filter(({ client, ask }) => client === 'inspector' && ask.operationId === 'activityHistory')
          .flatMap((exchange) => differsFromLog(view, exchange)),
    };
  },
};
