import type { Decider } from '@huitang/runtime';
import type { ActivityEvent, ActivityState } from './domain/activity.ts';
import { evolve } from './domain/activity.ts';
import { type ActivityCommand, decide } from './domain/decide.ts';
import type { ActivityRefusal } from './domain/decision.ts';

/** The rules of `activity/<id>`, as the executor takes them. */
export const activityDecider: Decider<ActivityState, ActivityCommand, ActivityEvent, ActivityRefusal> = {
  initial: () => undefined,
  evolve,
  decide,
};

export const activityStream = (id: string): string => `activity/${id}`;
