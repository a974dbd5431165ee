import type { ChangeWentUnseen } from '@huitang/contracts';
import { type Decider, type ExecutorContext, streamsOf } from '@huitang/runtime';
import { changeOf, decide, evolve, type TellUnseen, type Told, type UnseenEvent } from '../domain/unseen.ts';

/** The rules of `reach/<activityId>`, as the executor takes them. */
const unseenDecider: Decider<Told, TellUnseen, UnseenEvent, never> = { initial: () => new Set(), evolve, decide };

/**
 * Says that a change went unseen. The change and its owner are the command's id, so the log takes it once, however many
 * processes find it at the same time, or find it again.
 */
export type SayUnseen = (unseen: ChangeWentUnseen, eventId: string) => Promise<void>;

export function unseenSaid(context: ExecutorContext): SayUnseen {
  const streams = streamsOf(unseenDecider, context);
  return async (unseen, eventId) => {
    const stream = `reach/${unseen.activityId}`;
    await streams.execute({
      stream,
      command: { type: 'TellUnseen', unseen },
      commandId: `unseen/${changeOf(unseen)}`,
      causationId: eventId,
      principal: 'service:calendar',
      partitionKey: stream,
      // Who looks a moment later counts other calendars, and tells the same.
      body: { change: changeOf(unseen) },
    });
  };
}
