import type { BusMessage } from '@huitang/runtime';

/** A broker takes a megabyte for each partition; what kafkajs adds to a message stays far below the rest. */
const BATCH_BYTES_MAX = 512 * 1024;
const AROUND_MESSAGE_BYTES = 100;

const bytesOf = ({ key, subject, body }: BusMessage): number =>
  Buffer.byteLength(key) + Buffer.byteLength(subject) + Buffer.byteLength(body) + AROUND_MESSAGE_BYTES;

/** Messages in their order, in parts that a broker takes; one that is too long by itself is alone in its part. */
export function batchesOf(messages: readonly BusMessage[]): readonly (readonly BusMessage[])[] {
  const batches: BusMessage[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const message of messages) {
    const own = bytesOf(message);
    if (bytes + own > BATCH_BYTES_MAX) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)?.push(message);
    bytes += own;
  }
  return batches;
}
