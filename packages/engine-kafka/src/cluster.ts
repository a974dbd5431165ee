import { type Clock, codeOf, Fault, type Logger, messageOf } from '@huitang/runtime';
import type { Admin } from 'kafkajs';
import type { Client } from './client.ts';
import { within } from './deadline.ts';
import { held } from './held.ts';

/** What is asked of the cluster beside messages, on a connection of its own: it tells of a consumer that has gone silent. */
export interface Cluster {
  /** Rejects with a retriable fault: `kafka-unavailable` when the cluster does not answer in time, or `kafka-refused`. */
  ask<T>(what: string, task: (admin: Admin) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface ClusterContext {
  readonly newClient: () => Client;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly deadlineMs: number;
}

/** What Node says of a certificate it does not trust, or one that is not for this host (tls, X509 certificate error codes). */
const CERTIFICATE = /^(?:ERR_TLS_CERT|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/** The login, or the certificate of one of the two sides. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'KafkaJSSASLAuthenticationError' || CERTIFICATE.test(codeOf(error))) return true;
  // The alert by which a server says that it does not take the client's certificate.
  return /alert (?:bad certificate|certificate required|unknown ca)/.test(error.message) || isRefusal(error.cause);
}

/** Always retriable: a password that is being changed must not park what waits for it. `kafka-refused` is no absence. */
export function unreachable(what: string, error: unknown): Fault {
  if (error instanceof Fault) return error;
  const code = isRefusal(error) ? 'kafka-refused' : 'kafka-unavailable';
  return new Fault(code, `${what}: ${messageOf(error)}`, { retriable: true, cause: error });
}

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
