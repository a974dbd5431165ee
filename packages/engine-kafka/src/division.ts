import type { IMemberAssignment } from 'kafkajs';
import type { Cluster } from './cluster.ts';
import type { GroupId } from './group-id.ts';
import { committedOf, spansOf, startOf } from './offsets.ts';
import type { ParkedMessage, ParkedMessages, ParkedSubject } from './parked-messages.ts';
import { createPartition, type Partition, partitionKey } from './partition.ts';

export interface Place {
  readonly topic: string;
  readonly number: number;
}

/** A partition that has come, with what was set free of it and not yet delivered to the end, in order. */
export interface Arrival {
  readonly partition: Partition;
  readonly released: readonly { readonly subject: string; readonly messages: readonly ParkedMessage[] }[];
}

/** What a consumer has to know when the group has been divided anew. */
export interface Division {
  readonly arrivals: readonly Arrival[];
  /** Set aside in whichever partition. */
  readonly parked: readonly ParkedSubject[];
}

export interface DivisionContext {
  readonly id: GroupId;
  /** The group's name on the cluster. */
  readonly groupId: string;
  readonly cluster: Cluster;
  readonly parked: ParkedMessages;
}

export const placesOf = (assignment: IMemberAssignment): readonly Place[] =>
  Object.entries(assignment).flatMap(([topic, numbers]) => numbers.map((number) => ({ topic, number })));

async function releasedOf({ id, parked }: DivisionContext, subjects: readonly ParkedSubject[], at: Place) {
  const released = [];
  for (const { subject, topic, partition } of subjects) {
    if (topic !== at.topic || partition !== at.number) continue;
    released.push({ subject, messages: await parked.messages(id, subject) });
  }
  return released;
}

/** Reads it for partitions that were somebody else's. */
export async function readDivision(context: DivisionContext, fresh: readonly Place[]): Promise<Division> {
  const { id, groupId, cluster, parked } = context;
  const subjects = await parked.subjects(id);
  const free = subjects.filter(({ released }) => released);
  const topics = [...new Set(fresh.map(({ topic }) => topic))];
  const spans = await spansOf(cluster, topics);
  const committed = await committedOf(cluster, groupId, topics);
  const arrivals: Arrival[] = [];
  for (const place of fresh) {
    const { topic, number } = place;
    const key = partitionKey(topic, number);
    const partition = createPartition(topic, number, startOf(spans.get(key), committed.get(key)));
    arrivals.push({ partition, released: await releasedOf(context, free, place) });
  }
  return { arrivals, parked: subjects.filter(({ released }) => !released) };
}
