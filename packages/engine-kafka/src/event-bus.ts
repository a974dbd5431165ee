import { type EventBus, Fault, type ParkedStream } from '@huitang/runtime';
import type { Client } from './client.ts';
import type { Cluster } from './cluster.ts';
import { type Group, openGroup } from './group.ts';
import { type Generations, groupIdText } from './group-id.ts';
import { committedOf, type Spans, spansOf, startOf } from './offsets.ts';
import type { KafkaOptions, Timings } from './options.ts';
import type { ParkedMessages } from './parked-messages.ts';
import type { Publisher } from './publisher.ts';
import { setFree } from './replays.ts';
import type { Topics } from './topics.ts';

export interface BusContext extends Pick<KafkaOptions, 'clock' | 'ids' | 'logger'> {
  readonly newClient: () => Client;
  readonly cluster: Cluster;
  readonly provisioned: Topics;
  readonly publisher: Publisher;
  readonly generations: Generations;
  readonly parked: ParkedMessages;
  readonly timings: Timings;
  /** The name of a topic or group on the cluster. */
  readonly nameOf: (name: string) => string;
  readonly groups: Map<string, Group>;
  /** Who waits for a group to come to rest. */
  readonly waiting: Set<() => void>;
}

const wakeWaiting = ({ waiting }: BusContext): void => {
  for (const resolve of [...waiting]) resolve();
  waiting.clear();
};

/** Says at once what is wrong with a topic; that nobody answers is no reason not to start. */
async function checkTopics({ provisioned, logger }: BusContext, names: readonly string[]): Promise<void> {
  try {
    await provisioned.ensure(names);
  } catch (error) {
    if (!(error instanceof Fault) || !error.retriable) throw error;
    logger.warn({ topics: names, error: error.message }, 'Kafka does not answer, will go on trying');
  }
}

async function subscribe(bus: BusContext, ...[group, topics, handler, options]: Parameters<EventBus['subscribe']>) {
  const { groups, generations, nameOf } = bus;
  if (groups.has(group)) {
    throw new Fault('group-taken', `group ${group} is subscribed already in this process`, { retriable: false });
  }
  const names = topics.map(nameOf);
  await checkTopics(bus, names);
  const id = await generations.subscribed(group, options?.generation);
  const opened = openGroup({
    ...bus,
    id,
    groupId: nameOf(groupIdText(id)),
    topics: names,
    handler,
    beforeKept: options?.beforeKept ?? (async () => {}),
    moved: () => wakeWaiting(bus),
  });
  groups.set(group, opened);
  return {
    async close() {
      try {
        await opened.close();
      } finally {
        if (groups.get(group) === opened) groups.delete(group);
        wakeWaiting(bus);
      }
    },
  };
}

/**
 * Those of the generation that counts, which for a group of this process is its own: what older ones have set aside comes
 * again from the beginning.
 */
async function parkedNow({ parked, generations, groups }: BusContext, group?: string) {
  const all = (await parked.subjects()).filter((one) => !one.released && (group === undefined || one.group === group));
  const current = new Map<string, string>();
  for (const name of new Set(all.map((one) => one.group))) {
    current.set(name, (groups.get(name)?.context.id ?? (await generations.current(name))).generation);
  }
  return all.filter((one) => one.generation === current.get(one.group));
}

async function parkedStreams(bus: BusContext): Promise<readonly ParkedStream[]> {
  const streams: ParkedStream[] = [];
  for (const one of await parkedNow(bus)) {
    const messages = await bus.parked.messages(one, one.subject);
    streams.push({ group: one.group, subject: one.subject, messages: messages.length, error: one.error });
  }
  return streams;
}

async function replayParked(bus: BusContext, group: string, subject?: string): Promise<number> {
  const wanted = (await parkedNow(bus, group)).filter((one) => subject === undefined || one.subject === subject);
  return setFree(bus.parked, wanted, bus.groups.get(group));
}

const spansOfAll = ({ cluster, groups }: BusContext): Promise<Spans> =>
  spansOf(cluster, [...new Set([...groups.values()].flatMap(({ context }) => context.topics))]);

/** Where a group that has not joined would go on, in all partitions of its topics. */
async function nextAfterJoining({ cluster }: BusContext, { context }: Group, spans: Spans) {
  const committed = await committedOf(cluster, context.groupId, context.topics);
  const own = [...spans].filter(([key]) => context.topics.some((topic) => key.startsWith(`${topic}/`)));
  return new Map(own.map(([key, span]) => [key, startOf(span, committed.get(key))]));
}

/** A group that has not joined is behind by everything nobody of it has committed. */
async function lagOf(bus: BusContext, group: Group, spans: Spans): Promise<number> {
  const own = group.lag(spans);
  if (own !== undefined) return own;
  const next = await nextAfterJoining(bus, group, spans);
  return [...next].reduce((sum, [key, offset]) => sum + (spans.get(key)?.high ?? 0) - offset, 0);
}

/** In its lanes, or on the partitions before them. */
async function waitingMsOf(bus: BusContext, group: Group, spans: Spans): Promise<number> {
  const next = group.next() ?? (await nextAfterJoining(bus, group, spans));
  return Math.max(group.waitingMs(), group.untaken.longestMs(next, spans));
}

export const lagOfGroup = async (bus: BusContext, group: Group): Promise<number> =>
  lagOf(bus, group, await spansOf(bus.cluster, group.context.topics));

async function byGroup(bus: BusContext, measure: typeof lagOf): Promise<Readonly<Record<string, number>>> {
  const spans = await spansOfAll(bus);
  const measured: Record<string, number> = {};
  for (const [name, group] of bus.groups) measured[name] = await measure(bus, group, spans);
  return measured;
}

const ends = (spans: Spans): string => JSON.stringify([...spans].map(([key, { high }]) => [key, high]));

async function idle(bus: BusContext): Promise<void> {
  for (let reached = ''; ; ) {
    const spans = await spansOfAll(bus);
    const isReached = (): boolean => [...bus.groups.values()].every((group) => group.hasReached(spans));
    // Reached, and nothing was published meanwhile.
    if (isReached() && ends(spans) === reached) return;
    while (!isReached()) await new Promise<void>((resolve) => bus.waiting.add(resolve));
    reached = ends(spans);
  }
}

/** The bus on Kafka: messages and how far groups have come are there, what they set aside is in Records. */
export function eventBus(bus: BusContext): EventBus {
  return {
    publish: async (messages) => {
      if (messages.length > 0) await bus.publisher.publish(messages);
    },
    subscribe: (...wanted) => subscribe(bus, ...wanted),
    parked: () => parkedStreams(bus),
    replayParked: (group, subject) => replayParked(bus, group, subject),
    async rewind(group) {
      await bus.generations.renew(group);
      await bus.parked.forget(group);
    },
    lag: async () => Object.values(await byGroup(bus, lagOf)).reduce((sum, lag) => sum + lag, 0),
    lagByGroup: () => byGroup(bus, lagOf),
    waitingByGroup: () => byGroup(bus, waitingMsOf),
    idle: () => idle(bus),
  };
}
