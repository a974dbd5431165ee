import { type Clock, type Ids, type Logger, messageOf } from '@huitang/runtime';
import { backoffMs } from '@huitang/runtime/bus-lanes';
import type { IMemberAssignment } from 'kafkajs';
import { type Division, type DivisionContext, type Place, placesOf, readDivision } from './division.ts';
import { createPartition, type Partition, partitionKey } from './partition.ts';

export interface AssignmentContext extends DivisionContext {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  /** Partitions of this consumer, and all it has to know of them. */
  readonly arrived: (division: Division) => void;
  /** `successor` is the same partition, begun anew. */
  readonly lost: (partition: Partition, successor?: Partition) => void;
}

/** Which partitions this consumer has. */
export interface Assignment {
  joined(member: string, assignment: IMemberAssignment): void;
  left(): void;
  get(topic: string, number: number): Partition | undefined;
  owned(): readonly Partition[];
  /** The topic has been cut or made anew: the partition begins again at `start`. */
  renew(partition: Partition, start: number): Partition;
  /** True when the group has been joined and everything of the partitions is known. */
  isKnown(): boolean;
  /** Resolves when that becomes true, or after `ms`. */
  known(ms: number): Promise<void>;
}

interface Assigned extends AssignmentContext {
  readonly owned: Map<string, Partition>;
  readonly waiting: Set<() => void>;
  member: string | undefined;
  /** Counts divisions, so that what is read for an older one is thrown away. */
  turn: number;
  isKnown: boolean;
}

function lose({ owned, lost }: Assigned, partition: Partition, successor?: Partition): void {
  const key = partitionKey(partition.topic, partition.number);
  if (successor) owned.set(key, successor);
  else owned.delete(key);
  partition.lost = true;
  lost(partition, successor);
}

const pause = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.after(ms, resolve);
  });

/** As long as it takes: nothing is handled before it is known what was set aside. */
async function read(assigned: Assigned, fresh: readonly Place[]): Promise<void> {
  const { groupId, clock, ids, logger, turn } = assigned;
  for (let failures = 1; assigned.turn === turn; failures += 1) {
    try {
      const division = await readDivision(assigned, fresh);
      if (assigned.turn !== turn) return;
      for (const { partition } of division.arrivals) {
        assigned.owned.set(partitionKey(partition.topic, partition.number), partition);
      }
      assigned.isKnown = true;
      assigned.arrived(division);
      for (const wake of assigned.waiting) wake();
      return;
    } catch (error) {
      logger.warn({ groupId, error: messageOf(error) }, 'partitions have come and cannot be looked at, will try again');
      await pause(clock, backoffMs(failures, ids.fraction()));
    }
  }
}

function joined(assigned: Assigned, member: string, places: readonly Place[]): void {
  const { groupId, logger, owned } = assigned;
  const keys = new Set(places.map(({ topic, number }) => partitionKey(topic, number)));
  // Another member than before has been put out of the group meanwhile: others may have had everything.
  const stays = assigned.member === member;
  for (const [key, partition] of owned) {
    if (stays && keys.has(key)) partition.repeats = true;
    else lose(assigned, partition);
  }
  assigned.member = member;
  assigned.turn += 1;
  assigned.isKnown = false;
  logger.info({ groupId, member, partitions: [...keys], kept: owned.size }, 'partitions assigned');
  void read(
    assigned,
    places.filter(({ topic, number }) => !owned.has(partitionKey(topic, number))),
  );
}

function left(assigned: Assigned): void {
  assigned.turn += 1;
  assigned.isKnown = false;
  assigned.member = undefined;
  for (const partition of [...assigned.owned.values()]) lose(assigned, partition);
}

function renew(assigned: Assigned, partition: Partition, start: number): Partition {
  const successor = createPartition(partition.topic, partition.number, start);
  successor.committed = partition.committed;
  lose(assigned, partition, successor);
  return successor;
}

export function createAssignment(context: AssignmentContext): Assignment {
  const assigned: Assigned = {
    ...context,
    owned: new Map(),
    waiting: new Set(),
    member: undefined,
    turn: 0,
    isKnown: false,
  };
  const { owned, waiting, clock } = assigned;
  return {
    joined: (member, assignment) => joined(assigned, member, placesOf(assignment)),
    left: () => left(assigned),
    get: (topic, number) => owned.get(partitionKey(topic, number)),
    owned: () => [...owned.values()],
    renew: (partition, start) => renew(assigned, partition, start),
    isKnown: () => assigned.isKnown,
    known: (ms) =>
      new Promise((resolve) => {
        if (assigned.isKnown) return resolve();
        const wake = (): void => {
          callOff();
          waiting.delete(wake);
          resolve();
        };
        const callOff = clock.after(ms, wake);
        waiting.add(wake);
      }),
  };
}
