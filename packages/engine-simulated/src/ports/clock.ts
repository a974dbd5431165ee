import type { Clock } from '@huitang/runtime';
import type { Scheduler } from '../scheduler.ts';
import type { Caller } from '../storage/calls.ts';

/** A process's own clock: wrong by `skewMs`, which may change at any moment. What waits for it waits the right time. */
export const simulatedClock = (scheduler: Scheduler, caller: Caller, skewMs: () => number): Clock => ({
  now: () => Math.floor(scheduler.now() + skewMs()),
  after(ms, task) {
    let calledOff = false;
    const fire = (): void => {
      if (!caller.isAlive() || calledOff) return;
      const stalledMs = caller.stalledMs();
      if (stalledMs > 0) scheduler.inOrder(stalledMs, fire);
      else task();
    };
    const callOff = scheduler.after(ms, fire);
    return () => {
      calledOff = true;
      callOff();
    };
  },
});
