import { type Instant, minuteOf, orderStartObjection } from '@huitang/contracts';
import type { Activity } from './domain/activity.ts';
import { orderedStart } from './domain/ordering.ts';
import { type Objection, objection } from './objection.ts';

/** What is wrong with where staff put an activity in time; what is going on may stay at its start, in other rooms. */
export function startObjection(activity: Activity, named: Instant | undefined, now: number): Objection | undefined {
  const { confirmed } = activity;
  const start = orderedStart(named, activity);
  if (start === undefined) return undefined;
  const stays = confirmed !== undefined && minuteOf(confirmed.start) === minuteOf(start);
  if (stays && minuteOf(confirmed.end) > now) return undefined;
  const wrong = orderStartObjection(minuteOf(start), now);
  return wrong && objection(wrong.code, 'start', wrong.wanted);
}
