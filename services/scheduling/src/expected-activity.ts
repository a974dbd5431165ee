import type { ActivityId } from '@huitang/contracts';
import { expectedTag, fieldProblem, type Reply } from '@huitang/runtime';
import { activityStream } from './decider.ts';
import type { Expected } from './domain/staleness.ts';
import type { Activities } from './reactions.ts';

/** What an ETag of an activity says that its sender was looking at; nothing without one. */
export function expectedOf(header: string | readonly string[] | undefined): Expected | 'malformed' {
  const tag = expectedTag(header);
  if (tag === undefined || tag === 'malformed') return tag ?? {};
  const { first: expectedRevision, second: expectedChange } = tag;
  return { expectedRevision, ...(expectedChange !== undefined && { expectedChange }) };
}

export const malformedIfMatch = (): Reply =>
  fieldProblem(422, 'invalid-request', 'If-Match', 'an ETag of this activity');

/** The center of an activity, for the bus key; undefined when there is no such activity. */
export const centerOf = async (activities: Activities, id: ActivityId): Promise<string | undefined> =>
  (await activities.load(activityStream(id))).state?.wished.centerId;
