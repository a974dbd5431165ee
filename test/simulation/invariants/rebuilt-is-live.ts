import { type EventMessage, topicOf } from '@huitang/contracts';
import { type Random, random } from '@huitang/engine-simulated';
import { type BusHandler, type Platform, type RecordSet, type ServiceFactory, startConsumer } from '@huitang/runtime';
import { services } from '../services.ts';
import { busIsIdle, parkedStreams, unpublished } from '../state.ts';
import type { Findings, Invariant, View } from './invariant.ts';
import { plainLog } from './plain-log.ts';
import { type Dump, plainViews } from './plain-views.ts';

/** What a rebuild plans has been planned before: nothing of it is kept. */
const forgetful = <T>(): RecordSet<T> => ({
  insertIfAbsent: async () => false,
  get: async () => undefined,
  put: async () => {},
  compareAndSet: async () => false,
  remove: async () => {},
  due: async () => [],
  list: async () => [],
  expire: async () => 0,
});

interface Listener {
  readonly topics: readonly string[];
  readonly handle: BusHandler;
}

/** All consumers that fill something, on read models of their own; what they hear is theirs to be told. */
async function listen(platform: Platform, factories: readonly ServiceFactory[], { world }: View) {
  const { views, dump } = plainViews();
  const listeners: Listener[] = [];
  const subscribe: Platform['bus']['subscribe'] = async (_group, topics, handle) => {
    listeners.push({ topics, handle });
    return { close: async () => {} };
  };
  const records = { set: () => forgetful<never>(), sets: async () => [] };
  const fresh: Platform = { ...platform, views, records, bus: { ...platform.bus, subscribe } };
  for (const factory of factories) {
    const log = plainLog(world.durable.log(factory.name));
    const context = { platform: fresh, log, appended: () => {}, conflicted: () => {} };
    const consumers = factory.create(context).consumers.filter(({ rebuilds }) => rebuilds.length > 0);
    for (const consumer of consumers) await startConsumer(fresh, consumer);
  }
  return { listeners, dump };
}

interface Waiting {
  readonly topic: string;
  readonly messages: readonly EventMessage[];
  next: number;
}

/** Every public event there is, streams mixed as the dice fall, each stream in its order, some of it twice. */
function* mixed({ world }: View, dice: Random): Iterable<readonly [topic: string, message: EventMessage]> {
  const streams = new Map<string, Waiting>();
  for (const [service, log] of world.durable.logs()) {
    for (const { stream } of log.all()) {
      if (!streams.has(stream))
        streams.set(stream, { topic: topicOf(service), messages: world.history(stream), next: 0 });
    }
  }
  const waiting = [...streams.values()].filter(({ messages }) => messages.length > 0);
  while (waiting.length > 0) {
    const place = dice.int(waiting.length);
    const one = waiting[place];
    const message = one?.messages[one.next];
    if (!one || !message) return;
    yield [one.topic, message];
    if (dice.chance(0.1)) yield [one.topic, message];
    one.next += 1;
    if (one.next < one.messages.length) continue;
    const last = waiting.pop();
    if (last && last !== one) waiting[place] = last;
  }
}

function differences(name: string, live: Dump, rebuilt: Dump): Findings {
  const ids = [...new Set([...live.keys(), ...rebuilt.keys()])];
  return ids
    .filter((id) => live.get(id) !== rebuilt.get(id))
    .slice(0, 2)
    .map((id) => `${name} ${id}: live ${live.get(id) ?? 'nothing'}, rebuilt ${rebuilt.get(id) ?? 'nothing'}`);
}

/** What there is in the newest making of each collection; of how far groups have come, nothing. */
function liveDumps({ world, options }: View): ReadonlyMap<string, Dump> {
  const databases = [...new Set(options.topology.map(({ database }) => database))];
  const dumps = new Map<string, Dump>();
  for (const { name, rows } of databases.flatMap((database) => world.durable.views(database).all())) {
    if (name.startsWith('positions.')) continue;
    const documents = rows.values().flatMap(({ id, text }) => (text === null ? [] : [[id, text] as const]));
    dumps.set(name.slice(0, name.lastIndexOf('@')), new Map(documents));
  }
  return dumps;
}

async function rebuild(view: View, factories: readonly ServiceFactory[]): Promise<Findings> {
  const [process] = view.world.processes();
  if (!process) return [];
  const { listeners, dump } = await listen(process.platform, factories, view);
  for (const [topic, message] of mixed(view, random(view.options.seed, 'rebuild'))) {
    // One value for all of them, as one process gets it from its bus.
    for (const { topics, handle } of listeners) if (topics.includes(topic)) await handle(message);
  }
  return [...liveDumps(view)].flatMap(([name, live]) => differences(name, live, dump(name)));
}

/** At rest every read model is what it becomes when it is built from the logs anew, in whatever order across streams. */
export const rebuiltIsLive: Invariant = {
  name: 'I8 rebuilt is live',
  watch: (view) => ({
    async ended({ quiet }) {
      const isSettled =
        busIsIdle(view) &&
        unpublished(view).length === 0 &&
        parkedStreams(view).every(({ subject }) => view.poisoned.has(subject));
      return quiet && isSettled ? rebuild(view, services) : [];
    },
  }),
};
