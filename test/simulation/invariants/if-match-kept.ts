import type { Commit } from '@huitang/runtime';
import { codeOf, commandOf, fieldOf, isDone } from '../client-commands.ts';
import type { Exchange } from '../exchange.ts';
import type { Findings, Invariant } from './invariant.ts';

/** What a change rests on, as its `If-Match` says: a revision of an activity, or a version of a center. */
const expectedBy = ({ ask }: Exchange): number | undefined => {
  const tag = /\d+/.exec(ask.headers?.['if-match'] ?? '')?.[0];
  return tag === undefined ? undefined : Number(tag);
};

/** How many times a center has changed by a commit, its opening being the first; undefined for one that is no change of it. */
function changesOf({ events }: Commit): number | undefined {
  const shown = fieldOf(events.at(-1)?.data, 'displayRevision');
  return shown === undefined ? undefined : Number(shown) + 1;
}

/** The number that the stream had just before a commit. */
function before(commit: Commit): number {
  const { stream, events } = commit;
  if (stream.startsWith('center/')) return (changesOf(commit) ?? Number.NaN) - 1;
  const [event] = events;
  const revision = Number(fieldOf(event?.data, 'revision'));
  return event?.type === 'ActivityRevised' ? revision - 1 : revision;
}

const MISMATCHES = new Set(['revision-mismatch', 'version-mismatch']);

/** What says which state it rests on is done upon that one, and is refused only where there was another. */
export const ifMatchKept: Invariant = {
  name: 'I2 If-Match is kept',
  watch(view) {
    const { scheduler } = view.world;
    const done = new Map<string, Commit>();
    const numbers = new Map<string, { readonly since: number; readonly number: number }[]>();

    function wasOther({ ask, sentAt }: Exchange, expected: number): boolean {
      const service = ask.operationId.endsWith('Activity') ? 'activity' : 'center';
      const all = numbers.get(`${service}/${ask.params?.id}`) ?? [];
      const first = Math.max(
        0,
        all.findLastIndex(({ since }) => since <= sentAt),
      );
      return all.slice(first).some(({ number }) => number !== expected);
    }

    function know(commit: Commit): void {
      const { stream, events } = commit;
      const isCenter = stream.startsWith('center/');
      if (!isCenter && !stream.startsWith('activity/')) return;
      const number = isCenter ? changesOf(commit) : Number(fieldOf(events.at(-1)?.data, 'revision'));
      if (number === undefined) return;
      const known = numbers.get(stream) ?? [];
      known.push({ since: scheduler.now(), number });
      numbers.set(stream, known);
    }

    return {
      committed(_service, commit) {
        if (commit.causationId === null) done.set(commit.commandId, commit);
        know(commit);
        return [];
      },
      answered(exchange): Findings {
        const expected = expectedBy(exchange);
        const commandId = commandOf(exchange.ask);
        if (expected === undefined || commandId === undefined) return [];
        const commit = isDone(exchange) ? done.get(commandId) : undefined;
        if (commit && before(commit) !== expected) {
          return [`${commandId} rests on ${expected} of ${commit.stream}, and was done upon ${before(commit)}`];
        }
        const code = codeOf(exchange) ?? '';
        if (!MISMATCHES.has(code) || wasOther(exchange, expected)) return [];
        return [`${commandId} was refused as ${code}, and ${expected} is what there was`];
      },
    };
  },
};
