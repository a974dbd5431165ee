import { createOpenOffsets, type Item } from '@huitang/runtime/bus-lanes';
import type { ParkedMessage } from './parked-messages.ts';

/** A partition for as long as this consumer has it. */
export interface Partition {
  readonly topic: string;
  readonly number: number;
  /** The next offset to take. */
  next(): number;
  take(offset: number): void;
  done(offset: number): void;
  /** Everything before it is off this group's hands. */
  committable(): number;
  /** What the cluster has been told. */
  committed: number;
  /** The group has been divided anew and the partition stayed: what was taken comes once more. */
  repeats: boolean;
  /** Somebody else has it, or soon will; what happens to its messages here does not count any more. */
  lost: boolean;
  /** Set while it is not fetched from, because enough is open. */
  resume: (() => void) | undefined;
}

export function createPartition(topic: string, number: number, start: number): Partition {
  const offsets = createOpenOffsets(start - 1);
  return {
    topic,
    number,
    next: () => offsets.taken() + 1,
    take: (offset) => offsets.take(offset, true),
    done: (offset) => void offsets.done(offset),
    committable: () => offsets.low() + 1,
    committed: start,
    repeats: false,
    lost: false,
    resume: undefined,
  };
}

export const partitionKey = (topic: string, number: number): string => `${topic}/${number}`;

/** A message on its way to one group's handler. */
export interface KafkaItem extends Item {
  readonly partition: Partition;
  readonly body: string;
}

export const itemOf = (partition: Partition, offset: number, body: string, parked: boolean): KafkaItem => ({
  partition,
  offset,
  body,
  parked,
  json: () => JSON.parse(body),
});

export const asParked = ({ partition, offset, body }: KafkaItem): ParkedMessage => ({
  topic: partition.topic,
  partition: partition.number,
  offset,
  body,
});
