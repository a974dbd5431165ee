import type { Clock, Ids, Logger, Records } from '@huitang/runtime';
import type { ISocketFactory, SASLOptions } from 'kafkajs';

export interface KafkaOptions {
  /** `host:port`, those asked first; the cluster names the others. */
  readonly brokers: readonly string[];
  readonly clientId: string;
  /** Put before every topic and group: several installations, or tests, on one cluster. */
  readonly topicPrefix?: string;
  /** Of a topic that is created; one that is there must have at least as many. Never lowered, and raised only at rest. */
  readonly partitions: number;
  readonly replication: number;
  /** Of every topic, exactly; -1 keeps everything, and only then can a late group start from the beginning. */
  readonly retentionMs: number;
  readonly sasl?: SASLOptions;
  /** True, or what `tls.connect` takes: `ca`, `cert`, `key` … */
  readonly ssl?: boolean | { readonly ca?: string; readonly cert?: string; readonly key?: string };
  /** How a connection is made; kafkajs's own when absent. */
  readonly socketFactory?: ISocketFactory;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  /** Where parked messages and the generations of groups are kept. */
  readonly parked: Records;
  /** A group has work and does not come on: the process is to be ended and started again. */
  readonly onStalled: (group: string) => void;
  readonly timings?: Partial<Timings>;
}

/** Milliseconds. */
export interface Timings {
  readonly sessionTimeoutMs: number;
  readonly heartbeatMs: number;
  readonly rebalanceTimeoutMs: number;
  /** The longest a fetch waits for messages; also what closing and resuming may take. */
  readonly fetchWaitMs: number;
  /** After so long a send is given up and its producer replaced. */
  readonly sendDeadlineMs: number;
  /** The same for connecting, and for what is asked of the cluster beside messages. */
  readonly askDeadlineMs: number;
  /** Work, and no progress for so long: `onStalled`. */
  readonly stallMs: number;
  /** How often is looked whether somebody, perhaps elsewhere, has set parked messages free. */
  readonly lookForReplaysMs: number;
}

/** Session, heartbeat and rebalance as docs/reliability.md gives them. */
export const timingsOf = ({ timings }: KafkaOptions): Timings => ({
  sessionTimeoutMs: 45_000,
  heartbeatMs: 5_000,
  rebalanceTimeoutMs: 90_000,
  fetchWaitMs: 500,
  sendDeadlineMs: 30_000,
  askDeadlineMs: 10_000,
  stallMs: 120_000,
  lookForReplaysMs: 2_000,
  ...timings,
});
