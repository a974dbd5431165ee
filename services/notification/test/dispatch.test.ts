import { createLogger, type StoredRecord } from '@huitang/runtime';
import { describe, expect, test } from '@jest/globals';
import type { Deliver } from '../src/deliver.ts';
import { dispatcher } from '../src/dispatch.ts';
import { type Delivery, keyOf } from '../src/domain/delivery.ts';
import type { Ledger } from '../src/ledger.ts';
import { idOf } from './given.ts';

const delivery = (number: number): Delivery => ({
  activityId: idOf(number),
  revision: 1,
  message: 'confirmed',
  recipient: 'organization/hengshan-branch',
  state: 'planned',
  attempts: 0,
  tellAt: '2026-06-28T08:00:00.000Z',
  at: '2026-06-28T08:00:00.000Z',
  eventId: 'e',
  commandId: 'c',
});

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Deliveries in memory that are due until they are done, and a clock whose waits end when told. */
function worldOf(count: number) {
  const due = new Map(Array.from({ length: count }, (_, index) => [keyOf(delivery(index + 1)), delivery(index + 1)]));
  const waits: (() => void)[] = [];
  const begun: string[] = [];
  const active = { now: 0, most: 0 };
  const ledger = {
    async due(limit: number): Promise<readonly StoredRecord<Delivery>[]> {
      return [...due].slice(0, limit).map(([key, value]) => ({ key, value }));
    },
  } as Ledger;
  const clock = {
    now: () => 0,
    after(_ms: number, task: () => void) {
      waits.push(task);
      return () => {};
    },
  };
  const during =
    (work: (key: string) => Promise<boolean>): Deliver =>
    async (one) => {
      const key = keyOf(one);
      begun.push(key);
      active.now += 1;
      active.most = Math.max(active.most, active.now);
      try {
        const moved = await work(key);
        if (moved) due.delete(key);
        return moved;
      } finally {
        active.now -= 1;
      }
    };
  const runWith = (work: (key: string) => Promise<boolean>) =>
    dispatcher({ clock, logger: createLogger('silent') }, ledger, during(work));
  const waitIsOver = (): void => {
    for (const task of waits.splice(0)) task();
  };
  return { due, begun, active, runWith, waitIsOver };
}

const done = async (): Promise<boolean> => {
  await turn();
  return true;
};

describe('a run', () => {
  test('begins a hundred at most, and the next ones bring forward the rest, each once', async () => {
    const world = worldOf(550);
    const run = world.runWith(done);
    for (const begun of [100, 200, 300, 400, 500, 550, 550]) {
      await run();
      expect(world.begun).toHaveLength(begun);
    }
    expect(new Set(world.begun).size).toBe(550);
  });

  test('has no more than 32 under way at once', async () => {
    const world = worldOf(200);
    await world.runWith(done)();
    expect(world.active.most).toBe(32);
  });

  test('tries once what somebody else is at, and what fails, and goes on with the rest', async () => {
    const world = worldOf(10);
    await world.runWith(async (key) => {
      await turn();
      if (key.startsWith(idOf(3))) throw new Error('store is down');
      return !key.startsWith(idOf(5));
    })();
    expect(world.begun).toHaveLength(10);
    expect([...world.due.values()].map(({ activityId }) => activityId)).toEqual([idOf(3), idOf(5)]);
  });

  test('looks again while something slow is under way, for what has come due meanwhile', async () => {
    const world = worldOf(1);
    let end = (): void => {};
    const slow = new Promise<void>((resolve) => {
      end = resolve;
    });
    const running = world.runWith(async (key) => {
      if (key.startsWith(idOf(1))) await slow;
      return true;
    })();
    await turn();
    world.due.set(keyOf(delivery(2)), delivery(2));
    world.waitIsOver();
    await turn();
    expect(world.begun.map((key) => key.slice(0, 36))).toEqual([idOf(1), idOf(2)]);
    end();
    await running;
  });

  test('finishes what is under way when the host stops, and begins nothing more', async () => {
    const world = worldOf(100);
    const stopping = new AbortController();
    const ends: (() => void)[] = [];
    let ended = false;
    const running = world
      .runWith(async () => {
        await new Promise<void>((resolve) => ends.push(resolve));
        return true;
      })(stopping.signal)
      .then(() => {
        ended = true;
      });
    await turn();
    stopping.abort();
    await turn();
    expect({ begun: world.begun.length, ended }).toEqual({ begun: 32, ended: false });
    for (const end of ends) end();
    await running;
    expect(world.begun).toHaveLength(32);
  });
});
