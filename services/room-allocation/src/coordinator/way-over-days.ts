import type { ActivityId } from '@huitang/contracts';
import { withoutTheirs } from '../domain/allocate-on-day.ts';
import { allocate } from '../domain/allocator/allocate.ts';
import type { AllocationProblem, Assignment, Commitment } from '../domain/allocator/allocation-problem.ts';
import { waysThrough } from '../domain/allocator/ways-through.ts';
import type { CenterFacts } from '../domain/center-day-command.ts';
import { type CenterDay, takenOn } from '../domain/center-day-state.ts';
import { type Displaceable, displaceableOn } from '../domain/displaceable.ts';
import { DISPLACED_MAX, fewest } from '../domain/fewest-ways.ts';
import type { Asking } from './asked.ts';
import { type Coordinator, minuteNow } from './coordinator.ts';

export interface DayAt {
  readonly day: string;
  readonly state: CenterDay;
}

/** What an order can have if others make way on its days, and who has to on each. */
export interface WayOverDays {
  readonly assignment: Assignment;
  readonly over: ReadonlyMap<string, readonly ActivityId[]>;
}

/** Everybody who would make way on these days if they had to, by day. Who stands over several days stands on none alone. */
const othersOn = (
  coordinator: Coordinator,
  { activityId }: Asking,
  facts: CenterFacts,
  days: readonly DayAt[],
): ReadonlyMap<string, readonly Displaceable[]> => {
  const now = minuteNow(coordinator);
  return new Map(days.map(({ day, state }) => [day, displaceableOn(state, { activityId, facts, now })]));
};

/** What is taken of these days when some of those who may make way have. */
const takenWithout = (days: readonly DayAt[], except: ActivityId, who: readonly ActivityId[]): readonly Commitment[] =>
  days.flatMap(({ state }) => withoutTheirs(state, takenOn(state, except, { holds: true }), who));

/** Of those on a way, whoever has to leave: of what is counted, more may have been asked to than there is need for. */
function needed(
  all: readonly ActivityId[],
  ask: (who: readonly ActivityId[]) => Assignment | undefined,
): readonly ActivityId[] {
  return all.reduce((who, one) => {
    const fewer = who.filter((id) => id !== one);
    return ask(fewer) ? fewer : who;
  }, all);
}

interface Asked {
  readonly facts: CenterFacts;
  /** What is asked, with nothing taken. */
  readonly problem: AllocationProblem;
  readonly days: readonly DayAt[];
}

/**
 * For an order over several days: of the ways that displace few, one with nobody on it who need not leave. Undefined where
 * nobody who may be displaced is in the way, or somebody who may not.
 */
export function wayOverDays(
  coordinator: Coordinator,
  asking: Asking,
  { facts, problem, days }: Asked,
): WayOverDays | undefined {
  const byDay = othersOn(coordinator, asking, facts, days);
  const others = [...byDay.values()].flat();
  const without = (who: readonly ActivityId[]): AllocationProblem => ({
    ...problem,
    commitments: takenWithout(days, asking.activityId, who),
  });
  const ask = (who: readonly ActivityId[]) => allocate(without(who)).assignments[0];
  const everybody = others.map(({ activityId }) => activityId);
  for (const { requestIds } of fewest(
    waysThrough({ ...without(everybody), tentative: others }, DISPLACED_MAX),
    others,
  )) {
    const who = needed(
      everybody.filter((id) => requestIds.includes(id)),
      ask,
    );
    const assignment = ask(who);
    if (!assignment) continue;
    const leaving = [...byDay].map(([day, all]): [string, readonly ActivityId[]] => [
      day,
      all.flatMap(({ activityId }) => (who.includes(activityId) ? [activityId] : [])),
    ]);
    return { assignment, over: new Map(leaving.filter(([, ids]) => ids.length > 0)) };
  }
  return undefined;
}
