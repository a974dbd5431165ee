import { type Clock, type Logger, messageOf } from '@huitang/runtime';
import { every } from './every.ts';
import type { Group } from './group.ts';

export interface WatchdogContext {
  readonly groups: () => Iterable<Group>;
  readonly lagOf: (group: Group) => Promise<number>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly stallMs: number;
  readonly onStalled: (group: string) => void;
}

/** How often within the time that must pass it looks. */
const LOOKS = 4;

async function stalled({ lagOf, stallMs, logger }: WatchdogContext, group: Group): Promise<string | undefined> {
  const { progress, context } = group;
  if (progress.handlerMs() >= stallMs) return 'a handler does not end';
  if (progress.silentMs() < stallMs) return undefined;
  try {
    if ((await lagOf(group)) > 0 && progress.silentMs() >= stallMs) return 'there are messages and none is taken';
  } catch (error) {
    // No cluster, no messages: ending the process would not bring it back.
    logger.debug({ groupId: context.groupId, error: messageOf(error) }, 'nobody knows whether there is work');
  }
  progress.moved();
  return undefined;
}

/**
 * Tells of groups that have work and do not come on: kafkajs's consumers can go silent without an error (#659, #1163,
 * #1720), and a handler may wait for something for ever. Only a new process helps.
 */
export function watch(context: WatchdogContext): () => void {
  const { groups, clock, logger, stallMs, onStalled } = context;
  async function look(): Promise<void> {
    for (const group of groups()) {
      const why = await stalled(context, group);
      if (why === undefined) continue;
      logger.fatal({ groupId: group.context.groupId, stallMs }, `stalled: ${why}`);
      group.progress.moved();
      onStalled(group.context.id.group);
    }
  }

  return every(clock, stallMs / LOOKS, look);
}
