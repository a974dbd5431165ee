import type { Consumer, EventMeta, Streams } from '@huitang/runtime';
import { activityStream } from './decider.ts';
import type { ActivityState } from './domain/activity.ts';
import type { ActivityCommand, ActivityRefusal } from './domain/decide.ts';

export type Activities = Streams<ActivityState, ActivityCommand, ActivityRefusal>;

/** What room-allocation answers, taken as commands. Refused ones (a stream that was never ours) are ignored. */
export function reactionsOf(activities: Activities): Consumer {
  const take = async (
    reaction: string,
    meta: EventMeta,
    activityId: string,
    centerId: string,
    command: ActivityCommand,
  ) => {
    await activities.execute({
      stream: activityStream(activityId),
      command,
      commandId: `${meta.id}/${reaction}`,
      causationId: meta.id,
      principal: 'service:scheduling',
      partitionKey: centerId,
    });
  };
  return {
    group: 'scheduling.reactions',
    services: ['room-allocation'],
    rebuilds: [],
    handlers: {
      AllocationGranted: (grant, meta) =>
        take('confirmWhenGranted', meta, grant.activityId, grant.centerId, {
          type: 'TakeGrant',
          grant,
          // The event's own time, so that a repeated delivery is the same command.
          now: meta.time,
        }),
      AllocationRefused: (refusal, meta) =>
        take('declineWhenRefused', meta, refusal.activityId, refusal.centerId, { type: 'TakeRefusal', refusal }),
    },
  };
}
