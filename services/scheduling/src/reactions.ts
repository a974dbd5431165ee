import type { Consumer, EventMeta, Streams } from '@huitang/runtime';
import type { Announcements } from './announcements.ts';
import { activityStream } from './decider.ts';
import type { ActivityState } from './domain/activity.ts';
import type { ActivityCommand } from './domain/decide.ts';
import type { ActivityRefusal } from './domain/decision.ts';

export type Activities = Streams<ActivityState, ActivityCommand, ActivityRefusal>;

/** What room-allocation answers, taken as commands. Refused ones (a stream that was never ours) are ignored. */
export function reactionsOf(activities: Activities, announcements: Pick<Announcements, 'plan'>): Consumer {
  const take = async (
    reaction: string,
    meta: EventMeta,
    { activityId, centerId }: { readonly activityId: string; readonly centerId: string },
    command: ActivityCommand,
  ): Promise<ActivityState> => {
    const { state } = await activities.execute({
      stream: activityStream(activityId),
      command,
      commandId: `${meta.id}/${reaction}`,
      causationId: meta.id,
      principal: 'service:scheduling',
      partitionKey: centerId,
    });
    return state;
  };
  return {
    group: 'scheduling.reactions',
    services: ['room-allocation'],
    rebuilds: [],
    handlers: {
      // Planned before the event counts as heard: whoever is interrupted in between hears it again. The times are the
      // event's own, so that a repeated delivery is the same command.
      AllocationGranted: async (grant, meta) => {
        const state = await take('confirmWhenGranted', meta, grant, { type: 'TakeGrant', grant, now: meta.time });
        await announcements.plan(state, meta.id);
      },
      AllocationDeferred: async (deferral, meta) => {
        await take('deferWhenDeferred', meta, deferral, { type: 'TakeDeferral', deferral });
      },
      AllocationMoved: async (move, meta) => {
        const state = await take('moveWhenMoved', meta, move, { type: 'TakeMove', move, now: meta.time });
        await announcements.plan(state, meta.id);
      },
      AllocationDisplaced: async (displaced, meta) => {
        const command = { type: 'TakeDisplacement', displaced, now: meta.time } as const;
        await announcements.plan(await take('displaceWhenDisplaced', meta, displaced, command), meta.id);
      },
      AllocationFixed: async (fixed, meta) => {
        await take('announceWhenFixed', meta, fixed, { type: 'TakeFixed', fixed, now: meta.time });
      },
      AllocationRefused: async (refusal, meta) => {
        await take('declineWhenRefused', meta, refusal, { type: 'TakeRefusal', refusal });
      },
    },
  };
}
