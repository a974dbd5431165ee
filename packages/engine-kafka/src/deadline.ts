import { type Clock, Fault } from '@huitang/runtime';

/** `task`, or a retriable fault after `ms`: whatever becomes of it then, nobody waits for it. */
export function within<T>(clock: Clock, ms: number, what: string, task: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const callOff = clock.after(ms, () => {
      reject(new Fault('kafka-silent', `${what}: no answer within ${ms} ms`, { retriable: true }));
    });
    task.finally(callOff).then(resolve, reject);
  });
}
