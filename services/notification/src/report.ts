import type { Platform } from '@huitang/runtime';
import { type Delivery, keyOf } from './domain/delivery.ts';

/** Says in metrics and log what became of a delivery: `delivered`, `dropped`, `failed`, `put-off`. */
export type Report = (delivery: Delivery, outcome: string) => void;

export const reportTo =
  ({ logger, metrics }: Pick<Platform, 'logger' | 'metrics'>): Report =>
  (delivery, outcome) => {
    const { commandId, attempts, reason, error } = delivery;
    metrics.deliveries.inc({ channel: 'mail', outcome });
    const line = { delivery: keyOf(delivery), commandId, attempts, reason, error };
    if (outcome === 'failed' || outcome === 'put-off') logger.warn(line, outcome);
    else logger.info(line, outcome);
  };
