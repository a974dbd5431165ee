import { createOpenOffsets, type Item } from '@huitang/runtime/bus-lanes';
import type { Message, Partition } from './broker.ts';

/** A partition for as long as this member has it. */
export interface Owned {
  readonly partition: Partition;
  /** The next offset to take. */
  next(): number;
  take(offset: number, mine: boolean): void;
  done(offset: number): boolean;
  /** Everything before it is off this group's hands. */
  committable(): number;
  open(): number;
  /** What the broker has been told, and has answered. */
  committed: number;
  /** What the broker has: what a member commits comes in its order, also where an answer does not. */
  kept: number;
  /** Somebody else has it, or soon will; what happens to its messages here does not count any more. */
  lost: boolean;
  /** Nothing of it arrives before. */
  heldUntil: number;
}

export function createOwned(partition: Partition, start: number): Owned {
  const offsets = createOpenOffsets(start - 1);
  return {
    partition,
    next: () => offsets.taken() + 1,
    take: offsets.take,
    done: offsets.done,
    committable: () => offsets.low() + 1,
    open: offsets.open,
    committed: start,
    kept: start,
    lost: false,
    heldUntil: 0,
  };
}

/** A message on its way to one group's handler. */
export interface BusItem extends Item {
  readonly owned: Owned;
}

export const arrivedItem = (owned: Owned, message: Message): BusItem => ({
  owned,
  offset: message.offset,
  parked: false,
  json: message.json,
});

export const parkedItem = (owned: Owned, offset: number): BusItem => ({
  owned,
  offset,
  parked: true,
  json: () => owned.partition.messages[offset]?.json(),
});
