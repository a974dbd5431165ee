import { type ActivityId, minuteOf } from '@huitang/contracts';
import { attemptOf } from '../domain/allocation-state.ts';
import { activityOn } from '../domain/center-day-state.ts';
import { allocationStream } from '../domain/center-days.ts';
import { standingOf } from '../domain/day-activity.ts';
import { daysSought } from '../domain/sought.ts';
import type { Standing } from '../domain/standing.ts';
import type { Coordinator } from './coordinator.ts';

/** What an activity has, and the revision that an order would be. */
export interface Stands {
  readonly standing: Standing;
  readonly nextRevision: number;
}

/** Looked up on its own stream and on every day that may have it; undefined where it has nothing. */
export async function whatStands(
  { allocations, days }: Coordinator,
  activityId: ActivityId,
): Promise<Stands | undefined> {
  const { state } = await allocations.load(allocationStream(activityId));
  const asked = state.sought.at(-1)?.revision ?? 0;
  const overDays = state.granted && attemptOf(state, state.granted.attempt)?.answer;
  const found: Standing[] = overDays ? [overDays] : [];
  for (const stream of daysSought(state, asked)) {
    const { granted } = activityOn((await days.load(stream)).state, activityId);
    const standing = granted && standingOf(granted);
    if (standing) found.push(standing);
  }
  const [standing] = found.sort((a, b) => b.revision - a.revision);
  return standing && { standing, nextRevision: asked + 1 };
}

/** Whether it has this start, and is not over. */
export const isGoingOnAt = ({ standing }: Stands, start: string, now: number): boolean =>
  minuteOf(standing.start) === minuteOf(start) && minuteOf(standing.end) > now;
