import type { EventMessage } from '@huitang/contracts';
import { type EmbeddedEngine, openEmbedded } from '@huitang/engine-embedded';
import {
  type BusHandler,
  type Collection,
  type Commit,
  type Consumer,
  type EventLog,
  messagesOf,
  type Platform,
  startConsumer,
  type Views,
} from '@huitang/runtime';
import { services } from '@huitang/standalone';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { instantIn } from './support/centers.ts';
import { newFolder, removeFolder } from './support/folder.ts';
import { random } from './support/random.ts';
import { type StandaloneWorld, startStandalone } from './support/standalone.ts';

type Dump = Readonly<Record<string, readonly string[]>>;

/** Views that remember which collections were opened. */
function watched(views: Views): { readonly views: Views; dump(consumers: readonly Consumer[]): Promise<Dump> } {
  const opened = new Map<string, Collection<object>>();
  return {
    views: {
      collection(definition) {
        const collection = views.collection(definition);
        opened.set(definition.name, collection as Collection<object>);
        return collection as never;
      },
    },
    async dump(consumers) {
      const all: Record<string, readonly string[]> = {};
      const rebuildable = new Set<unknown>(consumers.flatMap(({ rebuilds }) => rebuilds));
      for (const [name, collection] of opened) {
        if (!rebuildable.has(collection)) continue;
        const { items } = await collection.find({ limit: 10_000 });
        all[name] = items.map((item) => JSON.stringify(item)).sort();
      }
      return all;
    },
  };
}

async function commitsOf(log: EventLog): Promise<readonly Commit[]> {
  const commits: Commit[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await log.all(cursor, 1_000);
    if (page.commits.length === 0) return commits;
    commits.push(...page.commits);
    cursor = page.cursor;
  }
}

/** Every public event there is, each stream's in its order. */
async function historyOf(platform: Platform): Promise<ReadonlyMap<string, readonly EventMessage[]>> {
  const streams = new Map<string, EventMessage[]>();
  for (const { name } of services) {
    for (const commit of await commitsOf(platform.log(name))) {
      const own = streams.get(commit.stream) ?? [];
      own.push(...messagesOf(name, commit));
      streams.set(commit.stream, own);
    }
  }
  return streams;
}

/** All messages, streams mixed as the seed says, some of them twice. */
function mixed(streams: ReadonlyMap<string, readonly EventMessage[]>, seed: number): readonly EventMessage[] {
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

/** The views of all services on fresh data, from these messages alone. */
async function rebuilt(platform: Platform, engine: EmbeddedEngine, messages: readonly EventMessage[]): Promise<Dump> {
  const { views, dump } = watched(engine.views);
  const handlers: { readonly topics: readonly string[]; readonly handle: BusHandler }[] = [];
  const subscribe: Platform['bus']['subscribe'] = async (_group, topics, handle) => {
    handlers.push({ topics, handle });
    return { close: async () => {} };
  };
  const started: Consumer[] = [];
  const fresh: Platform = { ...platform, views, records: engine.records, bus: { ...platform.bus, subscribe } };
  for (const factory of services) {
    const context = { platform: fresh, log: engine.log(factory.name), appended: () => {}, conflicted: () => {} };
    const consumers = factory.create(context).consumers.filter(({ rebuilds }) => rebuilds.length > 0);
    for (const consumer of consumers) await startConsumer(fresh, consumer);
    started.push(...consumers);
  }
  for (const message of messages) {
    const topic = `${message.source.split('/').at(-1)}.events`;
    for (const { topics, handle } of handlers) {
      if (topics.includes(topic)) await handle(JSON.parse(JSON.stringify(message)));
    }
  }
  return dump(started);
}

/** Where two dumps differ, shortly. */
function differences(a: Dump, b: Dump): readonly string[] {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return names.flatMap((name) => {
    const only = (one: Dump, other: Dump) => one[name]?.filter((row) => !other[name]?.includes(row)) ?? [];
    return [...only(a, b), ...only(b, a)].slice(0, 2).map((row) => `${name}: ${row.slice(0, 300)}`);
  });
}

describe('the views of all services', () => {
  let world: StandaloneWorld;
  let live: Dump;
  let streams: ReadonlyMap<string, readonly EventMessage[]>;

  beforeAll(async () => {
    world = await startStandalone({ empty: false });
    const wait = { prefer: 'wait=10' };
    const { json } = await world.get('/api/activities?center=tianping&limit=40');
    const ids: string[] = json.items.map(({ id }: { id: string }) => id);
    for (const id of ids.slice(0, 12)) await world.post(`/api/activities/${id}/cancel`, undefined, wait);
    for (const [index, id] of ids.slice(12, 24).entries()) {
      const change = {
        kind: 'community-activity',
        organization: 'riverside-readers',
        center: 'tianping',
        title: `改期 ${index}`,
        headcount: 10 + index,
        preferredStart: instantIn(world, 3 + (index % 3), 120 + (index % 4) * 60),
        durationMinutes: 60,
      };
      await world.post(`/api/activities/${id}/revise`, change, wait);
    }
    await world.post('/api/centers/tianping/rename', { name: { zh: '天平会堂', en: 'Tianping Hall of Assembly' } });
    await world.idle();
    streams = await historyOf(world.platform);
    const names = watched(world.platform.views);
    const consumers = services.flatMap((factory) => {
      const platform = { ...world.platform, views: names.views };
      const context = { platform, log: world.platform.log(factory.name), appended: () => {}, conflicted: () => {} };
      return factory.create(context).consumers;
    });
    live = await names.dump(consumers);
  }, 60_000);
  afterAll(() => world.end());

  test('have something to compare', () => {
    expect(Object.keys(live).length).toBeGreaterThanOrEqual(7);
    expect(live['calendar-entries']?.length).toBeGreaterThan(60);
    expect(live['room-allocation-grants']?.length).toBeGreaterThan(60);
    expect(live['scheduling-activities']?.some((row) => row.includes('"status":"cancelled"'))).toBe(true);
  });

  test.each([1, 2, 3, 4])(
    'come out identical when rebuilt with the streams mixed in another order (%i)',
    async (seed) => {
      const dir = newFolder();
      const { clock, ids, logger } = world.platform;
      const engine = openEmbedded({ dir, clock, ids, logger });
      try {
        expect(differences(await rebuilt(world.platform, engine, mixed(streams, seed)), live)).toEqual([]);
      } finally {
        await engine.close();
        removeFolder(dir);
      }
    },
  );

  test('differ when an event is missing: the comparison can fail', async () => {
    const dir = newFolder();
    const { clock, ids, logger } = world.platform;
    const engine = openEmbedded({ dir, clock, ids, logger });
    const last = [...streams].filter(([stream]) => stream.startsWith('activity/')).at(-1);
    const fewer = new Map([...streams].filter(([stream]) => stream !== last?.[0]));
    try {
      expect(differences(await rebuilt(world.platform, engine, mixed(fewer, 1)), live)).not.toEqual([]);
    } finally {
      await engine.close();
      removeFolder(dir);
    }
  });
});
