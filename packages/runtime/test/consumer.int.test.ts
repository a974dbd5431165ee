import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EventMessage, positionText } from '@huitang/contracts';
import { type EmbeddedEngine, openEmbedded } from '@huitang/engine-embedded';
import {
  type BusSubscription,
  type Consumer,
  createLogger,
  createMetrics,
  type EventHandlers,
  Fault,
  type Platform,
  startConsumer,
} from '@huitang/runtime';
import { nodeClock, nodeIds } from '@huitang/runtime/adapters';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

const clock = nodeClock();
const ids = nodeIds();
const logger = createLogger('silent');
const CENTER = 'center/tianping';

let dir: string;
let engine: EmbeddedEngine;
let platform: Platform;
let owned: EventMessage[];
let asked: string[];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'huitang-consumer-'));
  owned = [];
  asked = [];
  open();
});
afterEach(async () => {
  await engine.close();
  rmSync(dir, { recursive: true, force: true });
});

function open(): void {
  engine = openEmbedded({ dir, clock, ids, logger });
  const { views } = engine;
  // As a bus between processes is: it may leave something out, and does not know what others have handled.
  const { hasHandled, ...bus } = engine.bus;
  const history = async (stream: string): Promise<readonly EventMessage[]> => {
    asked.push(stream);
    return owned.filter(({ subject }) => subject === stream);
  };
  // The parts of a platform that a consumer stands on.
  platform = { bus, views, clock, ids, logger, metrics: createMetrics(), history } as unknown as Platform;
}

const renamedData = (n: number) => ({
  centerId: 'tianping',
  name: `${n}`,
  formerName: `${n - 1}`,
  displayRevision: n,
  displayChangedAt: '2026-07-01T00:00:00Z',
});

/** The n-th public event of the center: its new name is its number. */
const renamed = (n: number, change: Partial<EventMessage> = {}): EventMessage => ({
  specversion: '1.0',
  id: `${CENTER}@${n}.0`,
  source: '/services/room-allocation',
  type: 'CenterRenamed',
  subject: CENTER,
  time: '2026-07-01T00:00:00Z',
  datacontenttype: 'application/json',
  streamversion: n,
  eventindex: 0,
  ...(n > 1 && { previous: positionText({ version: n - 1, index: 0 }) }),
  commandid: `c${n}`,
  partitionkey: 'tianping',
  data: renamedData(n),
  ...change,
});

const publish = (...messages: readonly EventMessage[]): Promise<void> =>
  engine.bus.publish(
    messages.map((message) => ({
      topic: 'room-allocation.events',
      key: 'tianping',
      subject: message.subject,
      body: JSON.stringify(message),
    })),
  );

const consumerOf = (handlers: EventHandlers, rebuilds: Consumer['rebuilds'] = []): Consumer => ({
  group: 'test.views',
  services: ['room-allocation'],
  handlers,
  rebuilds,
});

let subscription: BusSubscription;

/** A consumer that writes down what it has applied. */
async function recording(): Promise<string[]> {
  const applied: string[] = [];
  const CenterRenamed: EventHandlers['CenterRenamed'] = async ({ name }) => void applied.push(name.en);
  subscription = await startConsumer(platform, consumerOf({ CenterRenamed }));
  return applied;
}

describe('a consumer of a bus that may leave something out', () => {
  test('applies each event once and in order, however often it comes', async () => {
    const applied = await recording();
    await publish(renamed(1), renamed(2), renamed(1), renamed(2), renamed(3), renamed(3));
    await engine.bus.idle();
    expect(applied).toEqual(['1', '2', '3']);
    expect(asked).toEqual([]);
  });

  test('asks the owner for what went by unseen, and applies it first', async () => {
    owned = [1, 2, 3, 4].map((n) => renamed(n));
    const applied = await recording();
    await publish(renamed(1), renamed(4));
    await engine.bus.idle();
    expect(applied).toEqual(['1', '2', '3', '4']);
    expect(asked).toEqual([CENTER]);
  });

  test('applies nothing after a gap that its owner cannot fill yet, and goes on as soon as it can', async () => {
    owned = [renamed(1)];
    const applied = await recording();
    await publish(renamed(1), renamed(3));
    while (asked.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(applied).toEqual(['1']);
    owned = [1, 2, 3].map((n) => renamed(n));
    await engine.bus.idle();
    expect(applied).toEqual(['1', '2', '3']);
    const { values } = await platform.metrics.consumed.get();
    // What is tried again and again must not look like work that is done.
    expect(values.map(({ labels, value }) => [labels.outcome, value])).toEqual([
      ['applied', 3],
      ['gap', 1],
    ]);
  });

  test('asks nobody for what another process has applied while it had the stream', async () => {
    await recording();
    await publish(renamed(1));
    await engine.bus.idle();
    await subscription.close();
    const here = platform;
    // Another process: it shares the store, and not what this one remembers.
    platform = { ...here, views: { collection: (definition) => engine.views.collection(definition) } };
    await recording();
    await publish(renamed(2), renamed(3));
    await engine.bus.idle();
    await subscription.close();
    platform = here;
    const applied = await recording();
    await publish(renamed(4));
    await engine.bus.idle();
    expect(applied).toEqual(['4']);
    expect(asked).toEqual([]);
  });

  test('lets pass what it does not know, and does not take it for a gap later', async () => {
    const applied = await recording();
    await publish(
      renamed(1),
      renamed(2, { type: 'CenterPainted', data: { colour: 'red' } }),
      renamed(3, { more: 'fields' }),
    );
    await engine.bus.idle();
    expect(applied).toEqual(['1', '3']);
    expect(asked).toEqual([]);
  });

  test.each<[string, Partial<EventMessage>]>([
    ['an event nobody can read', { data: { name: 7 } }],
    ['an event that happened at no time', { time: 'yesterday' }],
    ['an event that shows a change at no time', { data: { ...renamedData(1), displayChangedAt: 'NaN' } }],
  ])('parks the stream of %s, and goes on with the others', async (_, damage) => {
    const applied = await recording();
    const other = { subject: 'center/other', id: 'center/other@1.0' };
    await publish(renamed(1, damage), renamed(2), renamed(1, other));
    await engine.bus.idle();
    expect(applied).toEqual(['1']);
    expect(await engine.bus.parked()).toMatchObject([{ group: 'test.views', subject: CENTER, messages: 2 }]);
  });

  test('keeps what it has applied over a restart, and takes up where it was', async () => {
    await recording();
    await publish(renamed(1), renamed(2));
    await engine.bus.idle();
    await subscription.close();
    await engine.close();
    open();
    const applied = await recording();
    await publish(renamed(2), renamed(3));
    await engine.bus.idle();
    expect(applied).toEqual(['3']);
    expect(asked).toEqual([]);
  });

  test('whose process ends without closing it leaves nothing out, and asks nobody for what it has applied', async () => {
    owned = [1, 2, 3].map((n) => renamed(n));
    await recording();
    await publish(renamed(1), renamed(2));
    await engine.bus.idle();
    await engine.close();
    open();
    const applied = await recording();
    await publish(renamed(3));
    await engine.bus.idle();
    expect(applied.at(-1)).toBe('3');
    expect(asked).toEqual([]);
  });

  test('that fails for a while applies nothing twice and loses nothing', async () => {
    const applied: string[] = [];
    let failures = 2;
    const CenterRenamed: EventHandlers['CenterRenamed'] = async ({ name }) => {
      if (failures-- > 0) throw new Fault('busy', 'not now', { retriable: true });
      applied.push(name.en);
    };
    await startConsumer(platform, consumerOf({ CenterRenamed }));
    await publish(renamed(1), renamed(2));
    await engine.bus.idle();
    expect(applied).toEqual(['1', '2']);
  });

  test('whose collection is new or changed starts from the beginning, and only then', async () => {
    const starts: number[] = [];
    for (const indexes of [[['name']], [['name']], [['name'], ['size', 'name']], [['name'], ['size', 'name']]]) {
      const collection = platform.views.collection<{ name: string }>({
        name: 'names',
        fields: { name: 'text', size: 'number' },
        indexes,
      });
      let count = 0;
      const CenterRenamed: EventHandlers['CenterRenamed'] = async ({ name }, { source }) => {
        count += 1;
        await collection.put(source.stream, { name: name.en }, source);
      };
      await startConsumer(platform, consumerOf({ CenterRenamed }, [collection]));
      if (starts.length === 0) await publish(renamed(1), renamed(2));
      await engine.bus.idle();
      starts.push(count);
      expect(await collection.get(CENTER)).toEqual({ name: '2' });
      await engine.close();
      open();
    }
    expect(starts).toEqual([2, 0, 2, 0]);
  });
});
