import type { EventMeta } from '@huitang/runtime';
import type { Cause } from './domain/plan.ts';

/** What a delivery follows from, as the event says it. */
export const causeOf = ({ id: eventId, commandId, trace }: EventMeta): Cause => ({
  eventId,
  commandId,
  ...(trace && { trace }),
});
