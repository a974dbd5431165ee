import type { Cluster } from './cluster.ts';
import { partitionKey } from './partition.ts';

/** The first offset of a partition that is kept, and the one the next message will get. */
export interface Span {
  readonly low: number;
  readonly high: number;
}

/** By `partitionKey`. Offsets are exact as numbers: at a thousand messages a second for 285,000 years. */
export type Spans = ReadonlyMap<string, Span>;

export async function spansOf(cluster: Cluster, topics: readonly string[]): Promise<Spans> {
  const spans = new Map<string, Span>();
  if (topics.length === 0) return spans;
  await cluster.ask('offsets', async (admin) => {
    for (const topic of topics) {
      for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
        spans.set(partitionKey(topic, partition), { low: Number(low), high: Number(high) });
      }
    }
  });
  return spans;
}

/** Where a group goes on, by `partitionKey`; those it has never committed in are not there. */
export async function committedOf(
  cluster: Cluster,
  groupId: string,
  topics: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  // None would mean all the group has ever committed in.
  if (topics.length === 0) return new Map();
  const found = await cluster.ask('group offsets', (admin) => admin.fetchOffsets({ groupId, topics: [...topics] }));
  return new Map(
    found.flatMap(({ topic, partitions }) =>
      partitions.flatMap(({ partition, offset }): [string, number][] =>
        Number(offset) < 0 ? [] : [[partitionKey(topic, partition), Number(offset)]],
      ),
    ),
  );
}

export const startOf = (span: Span | undefined, committed: number | undefined): number =>
  Math.max(span?.low ?? 0, committed ?? 0);
