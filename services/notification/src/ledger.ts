import type { Platform, RecordOptions, RecordSet, StoredRecord } from '@huitang/runtime';
import { channelOf, type Delivery, keyOf, MAIL } from './domain/delivery.ts';
import { createInHand } from './in-hand.ts';

/** Longer than any mail may take (the Mailer promises a minute), so that a claim this old has lost its holder. */
export const LEASE_MS = 120_000;
/** After that not even a claim's number is of use. */
const CLAIM_KEPT_MS = 10 * LEASE_MS;
/** Of one activity: eight messages a revision and one for each of its moves, and nobody revises a hundred times. */
const MAILS_MAX = 1_000;
/** The same once for each webhook, robot and inbox. */
const OTHERS_MAX = 10 * MAILS_MAX;

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
  /** Planned mails whose time has come, the longest due first; without those that are known to be in somebody's hands. */
  due(limit: number): Promise<readonly StoredRecord<Delivery>[]>;
  /** Those to be told together with one that is in a digest, itself among them: due, in the order of their keys. */
  dueWith(delivery: Delivery): Promise<readonly Delivery[]>;
  /** The same of all other channels: nothing that goes slowly there hides a mail. */
  dueElsewhere(limit: number): Promise<readonly StoredRecord<Delivery>[]>;
  /** What is written down of a delivery now. */
  find(delivery: Delivery): Promise<Delivery | undefined>;
  /** Takes a delivery up: as it is now, with this attempt counted; undefined while it is, or was, somebody else's. */
  take(delivery: Delivery): Promise<Delivery | undefined>;
  /** Writes down more of one that was taken up: still due, for it is not over, and its attempt counts when it is. */
  note(delivery: Delivery): Promise<void>;
  save(delivery: Delivery): Promise<void>;
  ofActivity(activityId: string): Promise<readonly Delivery[]>;
  /** Forgets claims that are of no use any more. */
  tidy(): Promise<void>;
}

const optionsOf = ({ state, at }: Delivery): RecordOptions => (state === 'planned' ? { dueAt: Date.parse(at) } : {});

const claimName = (key: string, attempt: number): string => `${key}#${attempt}`;

/** Equal for what is told together. */
const digestOf = (delivery: Delivery): string =>
  [delivery.digestAt, delivery.recipient, channelOf(delivery), delivery.target].join(' ');

/** The durable list of all deliveries, and who has taken which of them up. */
export function ledgerOf({ records, clock }: Platform): Ledger {
  const mails = records.set<Delivery>('notification-deliveries');
  const others = records.set<Delivery>('notification-posts');
  const claims = records.set<Claim>('notification-claims');
  const listOf = (delivery: Delivery): RecordSet<Delivery> => (channelOf(delivery) === MAIL ? mails : others);
  const inHand = createInHand(clock);
  const dueIn = async (list: RecordSet<Delivery>, limit: number): Promise<readonly StoredRecord<Delivery>[]> =>
    (await list.due(clock.now(), limit)).filter(({ key, value }) => inHand.isFree(claimName(key, value.attempts + 1)));

  /** The first attempt number from `attempt` on that nobody has; undefined when somebody may be at work on one. */
  async function claim(key: string, attempt: number): Promise<number | undefined> {
    for (let number = attempt; ; number += 1) {
      const at = clock.now();
      const name = claimName(key, number);
      if (await claims.insertIfAbsent(name, { at }, { expiresAt: at + CLAIM_KEPT_MS })) return number;
      const other = await claims.get(name);
      if (!other) return undefined;
      if (other.at + LEASE_MS <= at) continue;
      inHand.found(claimName(key, attempt), other.at + LEASE_MS);
      return undefined;
    }
  }

  return {
    async plan(planned) {
      await Promise.all(
        planned.map((delivery) => listOf(delivery).insertIfAbsent(keyOf(delivery), delivery, optionsOf(delivery))),
      );
    },
    due: (limit) => dueIn(mails, limit),
    dueElsewhere: (limit) => dueIn(others, limit),
    find: (delivery) => listOf(delivery).get(keyOf(delivery)),
    async dueWith(delivery) {
      const due = await listOf(delivery).due(clock.now(), LOOKED_THROUGH_MAX);
      return due
        .filter(({ value }) => digestOf(value) === digestOf(delivery))
        .sort((a, b) => (a.key < b.key ? -1 : 1))
        .slice(0, TOGETHER_MAX)
        .map(({ value }) => value);
    },
    async take(delivery) {
      const key = keyOf(delivery);
      const attempt = await claim(key, delivery.attempts + 1);
      if (attempt === undefined) return undefined;
      // What was read before the claim may be old: somebody may have come to an end with it in between.
      const list = listOf(delivery);
      const now = await list.get(key);
      if (now?.state !== 'planned' || now.attempts >= attempt) return undefined;
      const taken = { ...now, attempts: attempt };
      // Attempts of holders that died count, also when their claims are forgotten. Nobody else finds it due meanwhile: whoever
      // reads that so many attempts were made would begin the next one, beside this one.
      if (attempt > now.attempts + 1) await list.put(key, taken, { dueAt: clock.now() + LEASE_MS });
      return taken;
    },
    note: (delivery) =>
      listOf(delivery).put(keyOf(delivery), { ...delivery, attempts: delivery.attempts - 1 }, optionsOf(delivery)),
    save: (delivery) => listOf(delivery).put(keyOf(delivery), delivery, optionsOf(delivery)),
    async ofActivity(activityId) {
      const prefix = `${activityId}/`;
      const lists = await Promise.all([mails.list(prefix, MAILS_MAX), others.list(prefix, OTHERS_MAX)]);
      return lists.flat().map(({ value }) => value);
    },
    async tidy() {
      inHand.tidy();
      await claims.expire(clock.now());
    },
  };
}
