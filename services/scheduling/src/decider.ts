import type { Decider } from '@huitang/runtime';
import type { ActivityState } from './domain/activity.ts';
import type { ActivityEvent } from './domain/activity-event.ts';
import { type ActivityCommand, decide } from './domain/decide.ts';
import type { ActivityRefusal } from './domain/decision.ts';
import { evolve } from './domain/evolve.ts';

/** The rules of `activity/<id>`, as the executor takes them. */
export const activityDecider: Decider<ActivityState, ActivityCommand, ActivityEvent, ActivityRefusal> = {
  initial: () => undefined,
  evolve,
  decide,
};

export const activityStream = (id: string): string => `activity/${id}`;
