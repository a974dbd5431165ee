import { ActivityId, type NotificationDelivered } from '@huitang/contracts';
import { bodyHash, type Decider, type ExecutorContext, streamsOf } from '@huitang/runtime';
import { type Delivery, keyOf, triesOf } from './domain/delivery.ts';
import { decide, evolve, type OutcomeCommand, type OutcomeEvent, type OutcomeState } from './domain/outcome.ts';

/** The rules of `delivery/<id>`, as the executor takes them. */
const outcomeDecider: Decider<OutcomeState, OutcomeCommand, OutcomeEvent, never> = {
  initial: () => undefined,
  evolve,
  decide,
};

/** A delivery's key as one short word: the left part of its Message-ID, and the name of its stream. */
export const deliveryId = (delivery: Delivery): string => bodyHash(keyOf(delivery));

/** What this service says in its log of how deliveries ended. */
export interface Outcomes {
  /** True once somebody has said that the delivery got through. */
  isDelivered(delivery: Delivery): Promise<boolean>;
  /** False when somebody has said it before. */
  sayDelivered(delivery: Delivery): Promise<boolean>;
  /** False when it got through after all. */
  sayFailed(delivery: Delivery, error: string): Promise<boolean>;
}

interface Said {
  readonly isNew: boolean;
  readonly stands: OutcomeState;
}

function told(delivery: Delivery): NotificationDelivered {
  const { activityId, revision, message, recipient, channel } = delivery;
  const deliveryKey = keyOf(delivery);
  const attempts = triesOf(delivery);
  const told = { deliveryKey, activityId: ActivityId.parse(activityId), revision, message, recipient, attempts };
  return channel === undefined ? told : { ...told, channel };
}

export function outcomesOf(context: ExecutorContext): Outcomes {
  const streams = streamsOf(outcomeDecider, context);
  const streamOf = (delivery: Delivery): string => `delivery/${deliveryId(delivery)}`;

  async function say(delivery: Delivery, outcome: string, command: OutcomeCommand): Promise<Said> {
    const stream = streamOf(delivery);
    const said = await streams.execute({
      stream,
      command,
      commandId: `${keyOf(delivery)}/${outcome}`,
      causationId: delivery.eventId,
      principal: 'service:notification',
      partitionKey: stream,
    });
    // Somebody else who says it has counted other attempts, which makes it another command under the same id.
    return { isNew: said.ok && !said.repeated, stands: said.state };
  }

  return {
    isDelivered: async (delivery) => (await streams.load(streamOf(delivery))).state === 'delivered',
    async sayDelivered(delivery) {
      return (await say(delivery, 'delivered', { type: 'RecordDelivered', delivery: told(delivery) })).isNew;
    },
    async sayFailed(delivery, error) {
      const said = await say(delivery, 'failed', { type: 'RecordFailed', delivery: { ...told(delivery), error } });
      return said.stands === 'failed';
    },
  };
}
