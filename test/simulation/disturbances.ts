import type { Random, StorageKind, World } from '@huitang/engine-simulated';

/** What happens to a world beside the faults of single calls: how often, in milliseconds between two on average; 0 for never. */
export interface Disturbances {
  /** Groups are divided anew. */
  readonly shuffleEveryMs: number;
  /** A group gets its last messages again, or all of them. */
  readonly rewindEveryMs: number;
  /** A group never gets some messages, and then gets later ones of the same streams. */
  readonly skipEveryMs: number;
  /** Nothing arrives for a while, up to an hour. */
  readonly holdEveryMs: number;
  /** What a producer sent comes twice. */
  readonly duplicateEveryMs: number;
  /** A process ends at any moment. */
  readonly crashEveryMs: number;
  /** A process is stopped in order and begun anew. */
  readonly restartEveryMs: number;
  /** A process does nothing for a while, up to half a minute. */
  readonly stallEveryMs: number;
  /** A clock jumps. */
  readonly clockEveryMs: number;
  readonly clockMaxMs: number;
  /** The store, the broker, the mail server, or a part of the store is away for 5 s to 10 min. */
  readonly outageEveryMs: number;
  /** Something that nobody can read is published. */
  readonly poisonEveryMs: number;
  /** A group has a bug: it cannot bear one of its streams, until that is mended and what was set aside delivered again. */
  readonly brokenEveryMs: number;
  /** Part of the requests and answers between clients and processes that get lost. */
  readonly networkLoss: number;
}

export const none: Disturbances = {
  shuffleEveryMs: 0,
  rewindEveryMs: 0,
  skipEveryMs: 0,
  holdEveryMs: 0,
  duplicateEveryMs: 0,
  crashEveryMs: 0,
  restartEveryMs: 0,
  stallEveryMs: 0,
  clockEveryMs: 0,
  clockMaxMs: 0,
  outageEveryMs: 0,
  poisonEveryMs: 0,
  brokenEveryMs: 0,
  networkLoss: 0,
};

const MINUTE_MS = 60_000;

/** Without what servers alone have: one process has all partitions, and its producer is in the same transaction. */
export const onOneFile = (disturbances: Disturbances): Disturbances => ({
  ...disturbances,
  shuffleEveryMs: 0,
  duplicateEveryMs: 0,
  skipEveryMs: 0,
});

export function drawDisturbances(dice: Random, storage: StorageKind): Disturbances {
  const every = (leastMs: number, mostMs: number): number => {
    const isThere = dice.chance(0.4);
    const between = dice.between(leastMs, mostMs);
    return isThere ? between : 0;
  };
  const drawn = {
    rewindEveryMs: every(2_000, 20_000),
    holdEveryMs: every(2_000, 20_000),
    duplicateEveryMs: every(500, 10_000),
    crashEveryMs: every(2_000, 30_000),
    restartEveryMs: every(5_000, 30_000),
    clockEveryMs: every(1_000, 20_000),
    clockMaxMs: dice.pick([5_000, 5 * MINUTE_MS, 5 * MINUTE_MS, 60 * MINUTE_MS]),
    poisonEveryMs: every(2_000, 20_000),
    networkLoss: dice.chance(0.5) ? dice.between(0.002, 0.05) : 0,
  };
  const stallEveryMs = every(2_000, 30_000);
  const shuffleEveryMs = dice.chance(0.6) ? dice.between(200, 8_000) : 0;
  const skipEveryMs = every(1_000, 10_000);
  const outageEveryMs = every(10_000, 60_000);
  const brokenEveryMs = every(3_000, 30_000);
  const also = { stallEveryMs, outageEveryMs, brokenEveryMs };
  const all = { ...drawn, ...also, shuffleEveryMs, skipEveryMs };
  return storage === 'servers' ? all : onOneFile(all);
}

interface Disturbing {
  readonly world: World;
  readonly dice: Random;
}

const partitionsOf = ({ coordinator, broker }: World, groupId: string) =>
  broker.partitionsOf([
    ...new Set(coordinator.members().flatMap((member) => (member.groupId === groupId ? member.topics : []))),
  ]);

function anyGroup({ world, dice }: Disturbing): string | undefined {
  const groups = world.coordinator.groupIds();
  return groups.length === 0 ? undefined : dice.pick(groups);
}

/** Any group loses its place in one of its partitions: the last messages, or everything, comes again. */
export function rewindSome(at: Disturbing): void {
  const { world, dice } = at;
  const groupId = anyGroup(at);
  const partitions = groupId === undefined ? [] : partitionsOf(world, groupId);
  if (groupId === undefined || partitions.length === 0) return;
  const partition = dice.pick(partitions);
  const committed = world.broker.committed(groupId, partition);
  world.broker.commit(groupId, partition, dice.chance(0.2) ? 0 : Math.max(0, committed - 1 - dice.int(50)));
  world.coordinator.reset(groupId, partition);
}

const HOLD_MAX_MS = 60 * MINUTE_MS;

/** One member hears nothing from one partition, mostly for seconds, sometimes for an hour. */
export function holdSome(at: Disturbing): void {
  const { world, dice } = at;
  const groupId = anyGroup(at);
  const partitions = groupId === undefined ? [] : partitionsOf(world, groupId);
  if (groupId === undefined || partitions.length === 0) return;
  const partition = dice.pick(partitions);
  const forMs = HOLD_MAX_MS ** dice.between(0.4, 1);
  const member = world.coordinator.owner(groupId, partition.name);
  member?.hold(partition, world.scheduler.now() + forMs);
  world.scheduler.after(forMs, () => world.coordinator.wake(partition));
}

/** Whatever was held arrives. */
export function letGo({ coordinator, broker }: World): void {
  for (const member of coordinator.members()) {
    for (const partition of broker.partitionsOf(member.topics)) {
      member.hold(partition, 0);
      coordinator.wake(partition);
    }
  }
}

/** A producer that was not answered sends its last messages once more. */
export function repeatSome({ world, dice }: Disturbing): void {
  const { broker, coordinator } = world;
  const topics = [...new Set(coordinator.members().flatMap(({ topics }) => topics))].sort();
  const partitions = broker.partitionsOf(topics).filter((partition) => partition.end() > 0);
  if (partitions.length === 0) return;
  const partition = dice.pick(partitions);
  const from = Math.max(0, partition.end() - 1 - dice.int(20));
  broker.arrived(broker.publish(partition.messages.slice(from, partition.end())));
}
