import type { BusMessage } from '@huitang/runtime';
import type { BusStore, Published } from './bus-store.ts';
import type { Tail } from './tail.ts';

/** The way onto the bus for whoever writes in the same file. */
export interface Outlet {
  /** Within a job of the store: published with whatever else the job writes, or not at all. */
  write(messages: readonly BusMessage[]): readonly Published[];
  /** Hands on what a job wrote, once it is on the disk; to be called in the order of the jobs. */
  arrived(published: readonly Published[]): void;
}

/** `wake` is called soon after something arrived, once for all of one moment. */
export function createOutlet(messages: Pick<BusStore, 'insert'>, tail: Tail, wake: () => void): Outlet {
  let waking = false;
  return {
    write: (batch) => messages.insert(batch),
    arrived(published) {
      if (published.length === 0) return;
      tail.push(published);
      if (waking) return;
      waking = true;
      queueMicrotask(() => {
        waking = false;
        wake();
      });
    },
  };
}
