import type { EventMessage } from '@huitang/contracts';
import {
  type BusHandler,
  type Collection,
  type Commit,
  type EventLog,
  messagesOf,
  type Platform,
  type ServiceFactory,
  startConsumer,
  type Views,
} from '@huitang/runtime';
import { services } from '@huitang/standalone';
import type { World } from './installation.ts';
import { random } from './random.ts';
import { newStorage, platformOn, type Storage, storageOf } from './storage.ts';

/** Every document of every read model, as text, by the collection's name. */
export type Dump = Readonly<Record<string, readonly string[]>>;
export type History = ReadonlyMap<string, readonly EventMessage[]>;

const noSubscription: Platform['bus']['subscribe'] = async () => ({ close: async () => {} });

/** Views that remember which collections were opened. */
function watched(views: Views) {
  const opened = new Map<string, Collection<object>>();
  return {
    opened,
    views: {
      collection(definition) {
        const collection = views.collection(definition);
        opened.set(definition.name, collection as Collection<object>);
        return collection as never;
      },
    } satisfies Views,
  };
}

/** The service's consumers with read models, and a way to see all that is in those. */
function readModelsOf(factory: ServiceFactory, storage: Storage, subscribe = noSubscription) {
  const { views, opened } = watched(storage.views);
  const platform = platformOn({ ...storage, views }, subscribe);
  const context = { platform, log: storage.log, appended: () => {}, conflicted: () => {} };
  const consumers = factory.create(context).consumers.filter(({ rebuilds }) => rebuilds.length > 0);
  const rebuilt = new Set<unknown>(consumers.flatMap(({ rebuilds }) => rebuilds));
  async function dump(): Promise<Dump> {
    const all: Record<string, readonly string[]> = {};
    for (const [name, collection] of opened) {
      if (!rebuilt.has(collection)) continue;
      const { items } = await collection.find({ limit: 10_000 });
      all[name] = items.map((item) => JSON.stringify(item)).sort();
    }
    return all;
  }
  return { platform, consumers, dump };
}

async function withStorage<T>(open: Promise<Storage>, task: (storage: Storage) => Promise<T>): Promise<T> {
  const storage = await open;
  try {
    return await task(storage);
  } finally {
    await storage.close();
  }
}

/** What the read models of a running world have. */
export async function liveIn(world: World): Promise<Dump> {
  const dumps = [];
  for (const factory of services) {
    const dumped = (storage: Storage): Promise<Dump> => readModelsOf(factory, storage).dump();
    dumps.push(await withStorage(storageOf(world, factory.name), dumped));
  }
  return Object.assign({}, ...dumps);
}

/** Everything in a log. */
export async function commitsIn(log: EventLog): Promise<readonly Commit[]> {
  const commits: Commit[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await log.all(cursor, 1_000);
    if (page.commits.length === 0) return commits;
    commits.push(...page.commits);
    cursor = page.cursor;
  }
}

/** Every public event there is, each stream's in its order. */
export async function historyOf(world: World): Promise<History> {
  const streams = new Map<string, EventMessage[]>();
  for (const { name } of services) {
    for (const commit of await withStorage(storageOf(world, name), ({ log }) => commitsIn(log))) {
      const own = streams.get(commit.stream) ?? [];
      own.push(...messagesOf(name, commit));
      streams.set(commit.stream, own);
    }
  }
  return streams;
}

/** All messages, streams mixed as the seed says, some of them twice. */
export function mixed(streams: History, seed: number): readonly EventMessage[] {
  const next = random(seed);
  const waiting = [...streams.values()].filter((own) => own.length > 0).map((own) => ({ own, at: 0 }));
  const result: EventMessage[] = [];
  while (waiting.length > 0) {
    const place = Math.floor(next() * waiting.length);
    const one = waiting[place];
    const message = one?.own[one.at];
    if (!one || !message) throw new Error('a stream without messages');
    result.push(message);
    if (next() < 0.2) result.push(message);
    one.at += 1;
    if (one.at === one.own.length) waiting.splice(place, 1);
  }
  return result;
}

/** One service's read models on fresh data, from these messages alone. */
async function rebuiltOf(factory: ServiceFactory, storage: Storage, messages: readonly EventMessage[]): Promise<Dump> {
  const handlers: { readonly topics: readonly string[]; readonly handle: BusHandler }[] = [];
  const subscribe: Platform['bus']['subscribe'] = async (_group, topics, handle) => {
    handlers.push({ topics, handle });
    return { close: async () => {} };
  };
  const { platform, consumers, dump } = readModelsOf(factory, storage, subscribe);
  for (const consumer of consumers) await startConsumer(platform, consumer);
  for (const message of messages) {
    const topic = `${message.source.split('/').at(-1)}.events`;
    for (const { topics, handle } of handlers) {
      if (topics.includes(topic)) await handle(JSON.parse(JSON.stringify(message)));
    }
  }
  return dump();
}

/** The read models of all services, on storage of the same sort as the world's. */
export async function rebuilt(world: World, messages: readonly EventMessage[]): Promise<Dump> {
  const dumps = [];
  for (const factory of services) {
    const filled = (storage: Storage): Promise<Dump> => rebuiltOf(factory, storage, messages);
    dumps.push(await withStorage(newStorage(world, factory.name), filled));
  }
  return Object.assign({}, ...dumps);
}

/** Where two dumps differ, shortly. */
export function differences(a: Dump, b: Dump): readonly string[] {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return names.flatMap((name) => {
    const only = (one: Dump, other: Dump) => one[name]?.filter((row) => !other[name]?.includes(row)) ?? [];
    return [...only(a, b), ...only(b, a)].slice(0, 2).map((row) => `${name}: ${row.slice(0, 300)}`);
  });
}
