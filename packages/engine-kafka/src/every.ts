import type { Clock } from '@huitang/runtime';

/** Runs a task again and again, `ms` after its end; the returned function ends that. The task never rejects. */
export function every(clock: Clock, ms: number, task: () => Promise<void>): () => void {
  let stopped = false;
  let callOff = (): void => {};
  function later(): void {
    if (!stopped) callOff = clock.after(ms, () => void task().finally(later));
  }
  later();
  return () => {
    stopped = true;
    callOff();
  };
}
