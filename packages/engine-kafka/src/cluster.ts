import { type Clock, Fault, type Logger, messageOf } from '@huitang/runtime';
import type { Admin } from 'kafkajs';
import type { Client } from './client.ts';
import { within } from './deadline.ts';
import { held } from './held.ts';

/** What is asked of the cluster beside messages, on a connection of its own: it tells of a consumer that has gone silent. */
export interface Cluster {
  /** Rejects with a retriable fault when the cluster does not answer in time. */
  ask<T>(what: string, task: (admin: Admin) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface ClusterContext {
  readonly newClient: () => Client;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly deadlineMs: number;
}

export const unreachable = (what: string, error: unknown): Fault =>
  error instanceof Fault
    ? error
    : new Fault('kafka-unavailable', `${what}: ${messageOf(error)}`, { retriable: true, cause: error });

export function clusterOf({ newClient, clock, logger, deadlineMs }: ClusterContext): Cluster {
  const admins = held({ newClient, make: ({ kafka }) => kafka.admin(), clock, logger, connectMs: deadlineMs });
  return {
    async ask(what, task) {
      try {
        return await admins.use((admin) => within(clock, deadlineMs, what, task(admin)));
      } catch (error) {
        throw unreachable(what, error);
      }
    },
    close: admins.close,
  };
}
