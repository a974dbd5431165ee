import type { ActivityId } from '@huitang/contracts';
import { fieldProblem, type Reply } from '@huitang/runtime';
import { activityStream } from './decider.ts';
import type { Activities } from './reactions.ts';

/** Only the revision of an activity's ETag counts: its first number. */
export const malformedIfMatch = (): Reply =>
  fieldProblem(422, 'invalid-request', 'If-Match', 'an ETag of this activity');

/** The center of an activity, for the bus key; undefined when there is no such activity. */
export const centerOf = async (activities: Activities, id: ActivityId): Promise<string | undefined> =>
  (await activities.load(activityStream(id))).state?.wished.centerId;
