import type { Commit } from '@huitang/runtime';
import { codeOf, commandOf, fieldOf, isRefused, sentCommands } from '../client-commands.ts';
import type { Exchange } from '../exchange.ts';
import type { Findings, Invariant } from './invariant.ts';

/** An activity from one of its commits to the next. */
interface Known {
  readonly since: number;
  readonly version: number;
  readonly awaits: boolean;
  readonly hasPlace: boolean;
  readonly cancelled: boolean;
  /** Undefined before it is proposed. */
  readonly center: string | undefined;
}

type Status = Pick<Known, 'awaits' | 'hasPlace' | 'cancelled'>;

const unknown: Status = { awaits: false, hasPlace: false, cancelled: false };
const nothing: Known = { since: Number.NEGATIVE_INFINITY, version: 0, center: undefined, ...unknown };

/** What an event changes of it; others leave it as it was. */
const changes: Readonly<Record<string, Partial<Status>>> = {
  ActivityProposed: { awaits: true },
  ActivityRevised: { awaits: true },
  ActivityConfirmed: { awaits: false, hasPlace: true },
  ActivityMoved: { hasPlace: true },
  // Staff have closed what it had, and there is nothing in its stead.
  ActivityUnplaced: { hasPlace: false },
  ActivityDeclined: { awaits: false },
  ActivityRevisionDeclined: { awaits: false },
  ActivityCancelled: { awaits: false, hasPlace: false, cancelled: true },
};

/** An activity stays in the center that it was proposed for. */
const centerIn = ({ events: [first] }: Commit): string | undefined =>
  first?.type === 'ActivityProposed' ? (first.data as { readonly centerId: string }).centerId : undefined;

const after = (before: Known, commit: Commit, since: number): Known => ({
  ...before,
  ...changes[commit.events.at(-1)?.type ?? ''],
  since,
  version: commit.version,
  center: before.center ?? centerIn(commit),
});

const versionIn = ({ answer }: Exchange): number => Number(/^"\d+\.(\d+)"$/.exec(answer?.headers.ETag ?? '')?.[1]);

/** What is refused was so at a moment between question and answer; what is read was not behind when it was asked for. */
export const noWrongRefusal: Invariant = {
  name: 'I3 no wrong refusal',
  watch(view) {
    const { scheduler } = view.world;
    const sent = sentCommands(view);
    const activities = new Map<string, Known[]>();
    const opened = new Map<string, number>();

    /** What the activity was from the question to the answer. */
    function meanwhile({ ask, sentAt }: Exchange): readonly Known[] {
      const all = [nothing, ...(activities.get(`activity/${ask.params?.id}`) ?? [])];
      const first = all.findLastIndex(({ since }) => since <= sentAt);
      return all.slice(first);
    }

    function isJustified(exchange: Exchange, code: string): boolean {
      const { ask, sentAt } = exchange;
      const states = meanwhile(exchange);
      switch (code) {
        case 'unknown-activity':
          return states.some(({ version }) => version === 0);
        case 'answer-pending':
          return states.some(({ awaits }) => awaits);
        case 'not-confirmed':
          return states.some(({ hasPlace }) => !hasPlace);
        case 'already-cancelled':
          return states.some(({ cancelled }) => cancelled);
        case 'other-center':
          return states.some(({ center }) => center !== undefined && center !== fieldOf(ask.body, 'center'));
        case 'already-proposed':
          return false;
        case 'command-reused':
          return sent.isReused(commandOf(ask) ?? '');
        case 'unknown-center': {
          const id = String(fieldOf(ask.body, 'center') ?? ask.params?.id);
          return (opened.get(id) ?? Number.POSITIVE_INFINITY) > sentAt;
        }
        default:
          return true;
      }
    }

    return {
      committed(service, commit) {
        const { stream } = commit;
        if (service === 'room-allocation' && stream.startsWith('center/') && commit.version === 1) {
          opened.set(stream.slice('center/'.length), scheduler.now());
        }
        if (!stream.startsWith('activity/')) return [];
        const known = activities.get(stream) ?? [];
        known.push(after(known.at(-1) ?? nothing, commit, scheduler.now()));
        activities.set(stream, known);
        return [];
      },
      answered(exchange): Findings {
        const { operationId, params } = exchange.ask;
        const code = codeOf(exchange);
        if (isRefused(exchange) && code !== undefined && !isJustified(exchange, code)) {
          return [
            `${operationId} ${params?.id ?? ''} (${commandOf(exchange.ask)}) was refused as ${code}, which was never so`,
          ];
        }
        if (operationId !== 'readActivity' || exchange.answer?.status !== 200) return [];
        const [asked] = meanwhile(exchange);
        if (!asked || versionIn(exchange) >= asked.version) return [];
        return [`activity/${params?.id} was at version ${asked.version}, and was read at ${versionIn(exchange)}`];
      },
    };
  },
};
