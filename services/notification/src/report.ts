import { type Platform, traceIdOf } from '@huitang/runtime';
import type { Channels } from './channels/index.ts';
import { channelOf, type Delivery, keyOf, triesOf } from './domain/delivery.ts';

const outcomes = ['delivered', 'dropped', 'failed', 'put-off'] as const;

/** Says in metrics and log what became of a delivery. */
export type Report = (delivery: Delivery, outcome: (typeof outcomes)[number]) => void;

export function reportTo({ logger, metrics }: Pick<Platform, 'logger' | 'metrics'>, channels: Channels): Report {
  // There from the beginning: an alert sees a counter rise, and not that it appears.
  for (const channel of channels.keys()) {
    for (const outcome of outcomes) metrics.deliveries.inc({ channel, outcome }, 0);
  }
  return (delivery, outcome) => {
    const { commandId, trace, reason, error } = delivery;
    metrics.deliveries.inc({ channel: channelOf(delivery), outcome });
    const traceId = trace && traceIdOf(trace);
    const line = { delivery: keyOf(delivery), commandId, traceId, attempts: triesOf(delivery), reason, error };
    if (outcome === 'failed' || outcome === 'put-off') logger.warn(line, outcome);
    else logger.info(line, outcome);
  };
}
