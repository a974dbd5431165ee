import type { Commit } from '@huitang/runtime';
import { createDeferrals } from '../deferred.ts';
import type { Exchange } from '../exchange.ts';
import { TIMEOUT_MS } from '../network.ts';
import type { RunOptions } from '../options.ts';
import { ENDS_WITHIN_MS } from '../simulate.ts';
import { asks, behind, busIsIdle, parkedStreams, undecided, unpublished } from '../state.ts';
import type { Findings, Invariant, View } from './invariant.ts';
import { createWaits } from './waits.ts';

/** When the faults of a run stop, in milliseconds since 1970; never, where they go on to its end. */
const healsAt = ({ mode, startMs, healAfterMs }: RunOptions): number =>
  mode === 'safety' ? Number.POSITIVE_INFINITY : startMs + healAfterMs;

const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`;

const isServed = ({ answer }: Exchange): boolean => answer !== undefined && answer.status !== 503;

/** Requests that nobody has answered, although they were sent long after the faults had stopped. */
function createUnserved({ exchanges }: View, from: number): (now: number) => readonly Exchange[] {
  let read = 0;
  return (now) => {
    const first = read;
    while ((exchanges[read]?.sentAt ?? now) < now - TIMEOUT_MS) read += 1;
    return exchanges.slice(first, read).filter((exchange) => exchange.sentAt > from && !isServed(exchange));
  };
}

/** What of a run at its end has not come to its own. */
function left(view: View): Findings {
  const parked = parkedStreams(view).filter(({ subject }) => !view.poisoned.has(subject));
  return [
    ...(busIsIdle(view) ? [] : ['there are events that somebody has not heard, or not come to the end of']),
    ...undecided(view).map((stream) => `${stream} has no answer`),
    ...unpublished(view).map((commit) => `${commit} is not on the bus`),
    ...parked.map(({ group, subject, error }) => `${subject} is parked for ${group}: ${error}`),
  ];
}

/**
 * Within a minute after the faults have stopped, or after it was asked, or after the round that it waits in: every proposal
 * has its answer, every event is on the bus and heard, every request is served. In the end nothing waits, and nothing is parked but poison.
 */
export const everythingEnds: Invariant = {
  name: 'I4 everything ends',
  watch(view) {
    const { options, world } = view;
    const healed = healsAt(options);
    const questions = new Map<string, number>();
    const deferrals = createDeferrals();
    const [commits, groups] = [createWaits(), createWaits()];
    const unserved = createUnserved(view, healed + ENDS_WITHIN_MS);

    function unanswered(before: number): Findings {
      return [...questions].flatMap(([stream, askedAt]) => {
        const owed = deferrals.owedFrom(stream) ?? askedAt;
        const since = Math.max(askedAt, owed);
        const what = owed > askedAt ? 'its round had to be over' : 'it was asked';
        return since > before
          ? []
          : [`${stream} has no answer ${seconds(world.scheduler.now() - since)} after ${what}`];
      });
    }

    return {
      committed(service: string, commit: Commit): Findings {
        const { stream, events } = commit;
        const now = world.scheduler.now();
        deferrals.committed(commit, now);
        if (service !== 'scheduling' || !stream.startsWith('activity/')) return [];
        const last = events.at(-1)?.type;
        if (asks(last)) questions.set(stream, now);
        // That it waits in a round is no answer.
        else if (last !== 'ActivityDeferred') questions.delete(stream);
        return [];
      },
      waited(): Findings {
        const now = world.scheduler.now();
        const before = now - ENDS_WITHIN_MS;
        // Who was in trouble until then has a minute from then on.
        const since = healed > before ? Number.NEGATIVE_INFINITY : before;
        return [
          ...unanswered(since),
          ...commits.look(unpublished(view), now, since).map((commit) => `${commit} is not on the bus after a minute`),
          ...groups.look(behind(view), now, since).map((group) => `${group} has not gone on for a minute`),
          ...unserved(now).map(({ client, ask }) => `${ask.operationId} of ${client} was not served`),
        ];
      },
      ended({ quiet }): Findings {
        if (quiet) return left(view);
        return options.mode === 'safety' ? [] : ['it never came to rest', ...left(view)];
      },
    };
  },
};
