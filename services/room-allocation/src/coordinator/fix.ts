import { type Instant, minuteOf } from '@huitang/contracts';
import { dayNameOf, dayNumberOf, dayStream } from '../domain/center-days.ts';
import { cutOf } from '../facts.ts';
import { type Asked, take } from './asked.ts';
import type { Coordinator } from './coordinator.ts';
import { knownCenter } from './known-center.ts';

/** What is to move no more: its center-day follows from any start it had there, since moves stay within the day. */
type Fixing = Pick<Asked, 'activityId' | 'revision' | 'centerId' | 'causationId'> & { readonly start: Instant };

/** Fixes what a revision has; one that has made way for a newer one, or is released, has nothing to be fixed. */
export async function fix(coordinator: Coordinator, fixing: Fixing): Promise<void> {
  const { activityId, revision, centerId, start } = fixing;
  const cut = cutOf(await knownCenter(coordinator, fixing));
  const stream = dayStream(centerId, dayNameOf(dayNumberOf(cut, minuteOf(start))));
  await take(coordinator.days, fixing, { stream, name: 'fix', command: { type: 'Fix', activityId, revision } });
}
