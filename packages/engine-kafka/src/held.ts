import { type Clock, type Logger, messageOf } from '@huitang/runtime';
import type { Client } from './client.ts';
import { within } from './deadline.ts';

interface Connectable {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
}

export interface HeldContext<T extends Connectable> {
  readonly newClient: () => Client;
  readonly make: (client: Client) => T;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly connectMs: number;
}

/** One connected thing at a time, made when needed and replaced when it failed. */
export interface Held<T> {
  /** Runs `task` with it. After a failure, whatever it was, the next task has a new one. */
  use<R>(task: (held: T) => Promise<R>): Promise<R>;
  close(): Promise<void>;
}

export function held<T extends Connectable>(context: HeldContext<T>): Held<T> {
  const { newClient, make, clock, logger, connectMs } = context;
  let current: { readonly connected: Promise<T>; readonly cut: () => void } | undefined;

  function connect() {
    const client = newClient();
    const made = make(client);
    const connected = within(clock, connectMs, 'connect', made.connect()).then(() => made);
    return { connected, cut: client.cut };
  }

  return {
    async use(task) {
      current ??= connect();
      const own = current;
      try {
        return await task(await own.connected);
      } catch (error) {
        if (current === own) current = undefined;
        own.cut();
        throw error;
      }
    },
    async close() {
      if (!current) return;
      const { connected, cut } = current;
      try {
        const leaving = connected.then((one) => one.disconnect());
        await within(clock, connectMs, 'disconnect', leaving);
      } catch (error) {
        logger.debug({ error: messageOf(error) }, 'connection not left in order');
      }
      cut();
    },
  };
}
