import type { ActivityProposed } from '@huitang/contracts';
import type { Consumer, EventMeta } from '@huitang/runtime';
import { answerWish } from './coordinator/answer.ts';
import type { Coordinator } from './coordinator/coordinator.ts';
import { fix } from './coordinator/fix.ts';
import { withdraw } from './coordinator/release.ts';

const MINUTE_MS = 60_000;

/** What scheduling says, and what follows from it here. */
export function reactionsOf(coordinator: Coordinator): Consumer {
  const answerWhenAsked = (
    { activityId, revision, centerId, organizationId, kind, wish, ordered }: ActivityProposed,
    meta: EventMeta,
  ): Promise<void> =>
    answerWish(coordinator, {
      activityId,
      revision,
      centerId,
      organizationId,
      kindId: kind.id,
      wish,
      askedAt: Math.floor(Date.parse(meta.time) / MINUTE_MS),
      causationId: meta.id,
      ...(ordered && { ordered }),
    });
  return {
    group: 'room-allocation.reactions',
    services: ['scheduling'],
    rebuilds: [],
    handlers: {
      ActivityProposed: answerWhenAsked,
      ActivityRevised: answerWhenAsked,
      FixingAsked: ({ activityId, revision, centerId, start }, meta) =>
        fix(coordinator, { activityId, revision, centerId, start, causationId: meta.id }),
      ActivityCancelled: ({ activityId, centerId, revision }, meta) =>
        withdraw(coordinator, { activityId, centerId, causationId: meta.id }, revision),
    },
  };
}
