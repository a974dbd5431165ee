import { createRequire } from 'node:module';

interface RequestQueue {
  readonly pending: readonly unknown[];
  scheduleCheckPendingRequests(): void;
}

// kafkajs has neither a way to this class nor types for it.
const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as {
  prototype: RequestQueue;
};
const original = prototype.scheduleCheckPendingRequests;

/**
 * kafkajs #1751: after the first answer each connection sets a timer with a negative delay, whose end sets the next one:
 * it spins a thousand times a second for as long as the connection is idle. With nothing waiting there is nothing to
 * look after, and `push` looks after what comes to wait; with something waiting the delay is never negative.
 */
export function mendNegativeTimer(): void {
  prototype.scheduleCheckPendingRequests = function scheduleWhenNeeded(this: RequestQueue): void {
    if (this.pending.length > 0) original.call(this);
  };
}
