import { type BusHandler, type Clock, type Ids, type Logger, messageOf } from '@huitang/runtime';
import {
  createKeeper,
  createLaneRunner,
  createLanes,
  type Keeper,
  type LaneRunner,
  type Lanes,
} from '@huitang/runtime/bus-lanes';
import type { Scheduler } from '../scheduler.ts';
import type { Caller } from '../storage/calls.ts';
import type { Storage } from '../storage/storage.ts';
import type { Broker, Partition } from './broker.ts';
import { arrivedItem, type BusItem, createOwned, type Owned, parkedItem } from './owned.ts';
import { type Homes, parkingInRows } from './parking-in-rows.ts';

/** What was set free by somebody who could not say so is found after that. */
const LOOK_EVERY_MS = 2_000;
const OPEN_MESSAGES_MAX = 5_000;
const BATCH = 500;

export interface MemberContext {
  readonly caller: Caller;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly scheduler: Pick<Scheduler, 'now' | 'after'>;
  readonly storage: Storage;
  readonly broker: Broker;
  readonly group: string;
  readonly groupId: string;
  readonly topics: readonly string[];
  /** Messages of other types are left out. */
  readonly wants: (type: string) => boolean;
  readonly handler: BusHandler;
  /** True while the group gives a partition to this member. */
  readonly isOwner: (partition: Partition) => boolean;
  readonly beforeKept: () => Promise<void>;
  /** Something was done: whoever waits for the group may look again. */
  readonly moved: () => void;
}

/** A consumer group in one process. */
export interface Member {
  readonly caller: Caller;
  readonly group: string;
  readonly groupId: string;
  readonly topics: readonly string[];
  /** Takes a partition over, where the group has come to by now. */
  gain(partition: Partition): void;
  lose(partition: Partition): void;
  owns(partition: Partition): boolean;
  /** Nothing of a partition arrives here before. */
  hold(partition: Partition, untilMs: number): void;
  /** Something arrived. */
  wake(): void;
  isIdle(): boolean;
  /** Nothing of the subject is left to be handled in the partitions it has, nor set aside. */
  hasHandled(subject: string): boolean;
  /** Published and not handled here, also of partitions that it is to have and does not have yet. */
  lag(awaited: readonly Partition[]): number;
  /** How long the message that is worked on for longest has been, in milliseconds. */
  waitingMs(): number;
  /** Delivers the parked messages of a subject again; resolves when they are in its lane. */
  replay(subject: string): Promise<void>;
  /** Starts no handler any more, waits for those that run, and keeps how far it has come. */
  close(): Promise<void>;
}

interface Parts {
  readonly context: MemberContext;
  readonly lanes: Lanes<BusItem>;
  readonly owned: Map<string, Owned>;
  readonly homes: Homes;
  readonly worker: LaneRunner<BusItem>;
  readonly keeper: Keeper;
  readonly state: { looking: boolean; closed: boolean };
}

/** Takes what has arrived into the lanes; what is too much at once, a moment later. */
function takeMore({ context, owned, lanes, worker, keeper }: Parts): void {
  const { scheduler, topics, wants } = context;
  for (const one of owned.values()) {
    if (scheduler.now() < one.heldUntil) continue;
    const upTo = Math.min(one.partition.end(), one.next() + BATCH);
    for (let offset = one.next(); offset < upTo && one.open() < OPEN_MESSAGES_MAX; offset += 1) {
      const message = one.partition.messages[offset];
      if (!message) break;
      const mine = topics.includes(message.topic) && (message.type === undefined || wants(message.type));
      one.take(offset, mine);
      if (mine) lanes.add(message.subject, [arrivedItem(one, message)]);
      else keeper.changed();
    }
    if (upTo < one.partition.end()) context.clock.after(0, () => worker.pump());
  }
}

/** What a member commits when somebody else has the partition does not count: Kafka fences it. */
async function keep({ context, owned }: Parts): Promise<void> {
  const { storage, caller, broker, group, groupId, isOwner } = context;
  const due = [...owned.values()].filter((one) => one.committable() !== one.committed);
  if (due.length === 0) return;
  const reached = due.map((one) => ({ one, next: one.committable() }));
  // Everything before these offsets has been handled by now, so it is among what is saved here.
  await context.beforeKept();
  const ours = reached.filter(({ one }) => !one.lost);
  const counts = ({ one, next }: (typeof ours)[number]): boolean =>
    !one.lost && next > one.kept && isOwner(one.partition);
  await storage.write(caller, {
    what: 'bus.commit',
    key: group,
    effect: () => {
      for (const { one, next } of ours.filter(counts)) {
        broker.commit(groupId, one.partition, next);
        one.kept = next;
      }
    },
  });
  for (const { one, next } of ours) one.committed = next;
}

function lose({ owned, homes, worker }: Parts, partition: Partition): void {
  const one = owned.get(partition.name);
  if (!one) return;
  one.lost = true;
  owned.delete(partition.name);
  for (const [subject, home] of homes) {
    if (home !== one) continue;
    homes.delete(subject);
    worker.parking.forget(subject);
  }
  worker.hurry();
}

/** What is parked stays so; what was being delivered again when a process ended is the first in its lane. */
function gain(parts: Parts, partition: Partition): void {
  const { context, owned, homes, worker, lanes } = parts;
  const { broker, groupId } = context;
  lose(parts, partition);
  const one = createOwned(partition, broker.committed(groupId, partition));
  owned.set(partition.name, one);
  const parked = broker.parked.of(groupId).filter((row) => row.partition === partition.name);
  for (const { subject, offset, released } of parked) {
    if (released) {
      lanes.add(subject, [parkedItem(one, offset)]);
    } else {
      worker.parking.add(subject);
      homes.set(subject, one);
    }
  }
  worker.pump();
}

/** As members of Kafka's groups do, as long as something is set aside: whoever set it free may have ended since. */
function lookForReleased(parts: Parts): void {
  const { context, worker, homes, state } = parts;
  const { clock, broker, groupId } = context;
  if (state.looking || state.closed || homes.size === 0) return;
  state.looking = true;
  clock.after(LOOK_EVERY_MS, () => {
    state.looking = false;
    const free = new Set(broker.parked.of(groupId).flatMap(({ subject, released }) => (released ? [subject] : [])));
    for (const subject of [...homes.keys()])
      if (free.has(subject) && !state.closed) worker.replay(subject).catch(() => undefined);
    lookForReleased(parts);
  });
}

const isDrained = (one: Owned): boolean => one.next() >= one.partition.end();

function lag({ context, worker, owned }: Parts, awaited: readonly Partition[]): number {
  const { topics, broker, groupId } = context;
  const from = (partition: Partition, next: number): number =>
    partition.messages.slice(next, partition.end()).filter(({ topic }) => topics.includes(topic)).length;
  let waiting = worker.queued();
  for (const one of owned.values()) waiting += from(one.partition, one.next());
  for (const one of awaited) waiting += from(one, broker.committed(groupId, one));
  return waiting;
}

function createParts(context: MemberContext): Parts {
  const { group, clock, logger, moved } = context;
  const lanes = createLanes<BusItem>();
  const owned = new Map<string, Owned>();
  const homes: Homes = new Map();
  const keeper = createKeeper(
    clock,
    () => keep(parts),
    (error) => logger.warn({ group, error: messageOf(error) }, 'position not saved, will try again'),
  );
  const worker = createLaneRunner<BusItem>({
    ...context,
    store: parkingInRows(context, homes, owned),
    lanes,
    finished({ owned: one, offset, parked }) {
      if (!parked && one.done(offset) && !one.lost) keeper.changed();
    },
    isGone: (item) => item.owned.lost,
    takeMore: () => takeMore(parts),
    pumped() {
      moved();
      lookForReleased(parts);
    },
  });
  const state = { looking: false, closed: false };
  const parts: Parts = { context, lanes, owned, homes, worker, keeper, state };
  return parts;
}

export function createMember(context: MemberContext): Member {
  const parts = createParts(context);
  const { owned, lanes, worker, keeper } = parts;
  const { caller, group, groupId, topics, logger } = context;
  return {
    caller,
    group,
    groupId,
    topics,
    gain: (partition) => gain(parts, partition),
    lose: (partition) => lose(parts, partition),
    owns: ({ name }) => owned.has(name),
    hold(partition, untilMs) {
      const one = owned.get(partition.name);
      if (one) one.heldUntil = untilMs;
    },
    wake: () => worker.pump(),
    isIdle: () => lanes.isEmpty() && [...owned.values()].every(isDrained),
    hasHandled: (subject) =>
      owned.size > 0 && [...owned.values()].every(isDrained) && !lanes.has(subject) && !worker.parking.has(subject),
    waitingMs: () => worker.waitingMs(),
    lag: (awaited) => lag(parts, awaited),
    replay: (subject) => worker.replay(subject),
    async close() {
      parts.state.closed = true;
      worker.stop();
      await worker.settled();
      await keeper
        .keep()
        .catch((error: unknown) => logger.warn({ group, error: messageOf(error) }, 'position not saved'));
      keeper.detach();
    },
  };
}
