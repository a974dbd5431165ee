import type { Platform, RecordOptions, StoredRecord } from '@huitang/runtime';
import { channelOf, type Delivery, keyOf } from './domain/delivery.ts';

/** Longer than any mail may take (the Mailer promises a minute), so that a claim this old has lost its holder. */
export const LEASE_MS = 120_000;
/** After that not even a claim's number is of use. */
const CLAIM_KEPT_MS = 10 * LEASE_MS;
/** Of one activity: eight messages a revision and one for each of its moves, and nobody revises a hundred times. */
const ENTRIES_MAX = 1_000;

/** What is told in one mail: more would be read by nobody. */
const TOGETHER_MAX = 40;
const LOOKED_THROUGH_MAX = 1_000;

interface Claim {
  /** Milliseconds. */
  readonly at: number;
}

export interface Ledger {
  /** Writes down what is planned; what has been planned before stays as it is. */
  plan(deliveries: readonly Delivery[]): Promise<void>;
  /** Planned ones whose time has come, the longest due first. */
  due(limit: number): Promise<readonly StoredRecord<Delivery>[]>;
  /** Those to be told together with one that is in a digest, itself among them: due, in the order of their keys. */
  dueWith(delivery: Delivery): Promise<readonly Delivery[]>;
  /** Takes a delivery up: as it is now, with this attempt counted; undefined while it is, or was, somebody else's. */
  take(delivery: Delivery): Promise<Delivery | undefined>;
  save(delivery: Delivery): Promise<void>;
  ofActivity(activityId: string): Promise<readonly Delivery[]>;
  /** Forgets claims that are of no use any more. */
  tidy(): Promise<void>;
}

const optionsOf = ({ state, at }: Delivery): RecordOptions => (state === 'planned' ? { dueAt: Date.parse(at) } : {});

/** Equal for what is told together. */
const digestOf = (delivery: Delivery): string =>
  [delivery.digestAt, delivery.recipient, channelOf(delivery), delivery.target].join(' ');

/** The durable list of all deliveries, and who has taken which of them up. */
export function ledgerOf({ records, clock }: Platform): Ledger {
  const deliveries = records.set<Delivery>('notification-deliveries');
  const claims = records.set<Claim>('notification-claims');

  /** The first attempt number from `attempt` on that nobody has; undefined when somebody may be at work on one. */
  async function claim(key: string, attempt: number): Promise<number | undefined> {
    for (let number = attempt; ; number += 1) {
      const at = clock.now();
      const name = `${key}#${number}`;
      if (await claims.insertIfAbsent(name, { at }, { expiresAt: at + CLAIM_KEPT_MS })) return number;
      const other = await claims.get(name);
      if (!other || other.at + LEASE_MS > at) return undefined;
    }
  }

  return {
    async plan(planned) {
      await Promise.all(
        planned.map((delivery) => deliveries.insertIfAbsent(keyOf(delivery), delivery, optionsOf(delivery))),
      );
    },
    due: (limit) => deliveries.due(clock.now(), limit),
    async dueWith(delivery) {
      const due = await deliveries.due(clock.now(), LOOKED_THROUGH_MAX);
      const others = due.filter(({ value }) => digestOf(value) === digestOf(delivery));
      return others
        .sort((a, b) => (a.key < b.key ? -1 : 1))
        .slice(0, TOGETHER_MAX)
        .map(({ value }) => value);
    },
    async take(delivery) {
      const key = keyOf(delivery);
      const attempt = await claim(key, delivery.attempts + 1);
      if (attempt === undefined) return undefined;
      // What was read before the claim may be old: somebody may have come to an end with it in between.
      const now = await deliveries.get(key);
      if (now?.state !== 'planned' || now.attempts >= attempt) return undefined;
      const taken = { ...now, attempts: attempt };
      // Attempts of holders that died count, also when their claims are forgotten. Nobody else finds it due meanwhile: whoever
      // reads that so many attempts were made would begin the next one, beside this one.
      if (attempt > now.attempts + 1) await deliveries.put(key, taken, { dueAt: clock.now() + LEASE_MS });
      return taken;
    },
    save: (delivery) => deliveries.put(keyOf(delivery), delivery, optionsOf(delivery)),
    async ofActivity(activityId) {
      const entries = await deliveries.list(`${activityId}/`, ENTRIES_MAX);
      return entries.map(({ value }) => value);
    },
    async tidy() {
      await claims.expire(clock.now());
    },
  };
}
