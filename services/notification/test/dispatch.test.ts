import { createLogger, type StoredRecord } from '@huitang/runtime';
import { describe, expect, test } from '@jest/globals';
import type { Deliver } from '../src/deliver.ts';
import { dispatcher, type Lane } from '../src/dispatch.ts';
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
/** Long enough for the pace of as many beginnings to pass. */
const turns = async (count = 100): Promise<void> => {
  for (let index = 0; index < count; index += 1) await turn();
};

/** Deliveries in memory that are due until they are done, and a clock whose waits end when told, others so much late. */
function worldOf(count: number, lateMs = 0) {
  const due = new Map(Array.from({ length: count }, (_, index) => [keyOf(delivery(index + 1)), delivery(index + 1)]));
  const waits: (() => void)[] = [];
  const paces: number[] = [];
  const begun: string[] = [];
  const active = { now: 0, most: 0 };
  const ledger = {
    async due(limit: number): Promise<readonly StoredRecord<Delivery>[]> {
      return [...due].slice(0, limit).map(([key, value]) => ({ key, value }));
    },
  } as Ledger;
  let now = 0;
  const clock = {
    now: () => now,
    after(ms: number, task: () => void) {
      // The pace between two mails passes at once; waits for something slow end when told.
      if (ms < 1_000) {
        paces.push(ms);
        now += ms + lateMs;
        setImmediate(task);
      } else waits.push(task);
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
  const runWith = (work: (key: string) => Promise<boolean>, lane?: Lane) =>
    dispatcher({ clock, logger: createLogger('silent') }, ledger.due, during(work), lane);
  const waitIsOver = (): void => {
    for (const task of waits.splice(0)) task();
  };
  return { due, begun, active, runWith, waitIsOver, paces };
}

const done = async (): Promise<boolean> => {
  await turn();
  return true;
};

describe('a run', () => {
  test('brings everything forward that is due, more than one batch, each once', async () => {
    const world = worldOf(1_000);
    await world.runWith(done)();
    expect(world.begun).toHaveLength(1_000);
    expect(new Set(world.begun).size).toBe(1_000);
  });

  test('begins fifty a second', async () => {
    const world = worldOf(100);
    await world.runWith(done)();
    expect(world.paces).toEqual(Array.from({ length: 100 }, () => 20));
  });

  test.each([
    ['a little late with its timers, begins fifty a second', 5, [20, 20, 20]],
    ['late, yields so much longer', 12, [20, 60, 20, 60, 20, 60]],
    ['very late, goes on all the same', 900, [20, 180, 20, 180, 20, 180]],
  ])('of a process that is %s', async (_, lateMs, paces) => {
    const world = worldOf(3, lateMs);
    await world.runWith(done)();
    expect(world.paces).toEqual(paces);
  });

  test('has no more than 32 under way at once', async () => {
    const world = worldOf(100);
    await world.runWith(async () => {
      await turns();
      return true;
    })();
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
    await turns();
    world.due.set(keyOf(delivery(2)), delivery(2));
    world.waitIsOver();
    await turns();
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
    await turns();
    stopping.abort();
    await turns();
    expect({ begun: world.begun.length, ended }).toEqual({ begun: 32, ended: false });
    for (const end of ends) end();
    await running;
    expect(world.begun).toHaveLength(32);
  });
});
