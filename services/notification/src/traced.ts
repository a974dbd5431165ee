import { type Platform, tracesOf } from '@huitang/runtime';
import type { Deliver } from './deliver.ts';

/** The same as a piece of work of the trace that the delivery was planned in, hours or days after it perhaps. */
export function traced(platform: Platform, deliver: Deliver): Deliver {
  const traces = tracesOf(platform);
  return (delivery) => {
    const { eventId, trace, message } = delivery;
    const spec = { name: `deliver ${message}`, kind: 'by-itself', cause: eventId, parent: trace } as const;
    return traces.work(spec, () => deliver(delivery));
  };
}
