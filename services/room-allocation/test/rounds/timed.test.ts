import type { Platform, StoredRecord } from '@huitang/runtime';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Rounds } from '../../src/rounds/rounds.ts';
import { type TimedRounds, timedRounds } from '../../src/rounds/timed.ts';
import { heldBriefly } from '../coordinator/world.ts';
import {
  type AllocationWorld,
  ask,
  at,
  CLOSES,
  contented,
  hour,
  openedWorld,
  PUBLISHES,
  publish,
  roundOf,
  roundsOn,
  wished,
} from './world.ts';

/** Records in memory, by set; what has expired is gone. */
function memoryRecords() {
  const sets = new Map<string, Map<string, StoredRecord<unknown>>>();
  return {
    set(name: string) {
      const rows = sets.get(name) ?? new Map<string, StoredRecord<unknown>>();
      sets.set(name, rows);
      return {
        async insertIfAbsent(key: string, value: unknown, options: object = {}) {
          if (rows.has(key)) return false;
          rows.set(key, { key, value, ...options });
          return true;
        },
        async remove(key: string) {
          rows.delete(key);
        },
        async expire(now: number) {
          for (const [key, { expiresAt = now + 1 }] of rows) if (expiresAt <= now) rows.delete(key);
          return 0;
        },
        due: async (now: number) => [...rows.values()].filter(({ dueAt = 0 }) => dueAt <= now),
      };
    },
    left: () => [...(sets.get('room-allocation-rounds')?.keys() ?? [])],
    claimed: () => [...(sets.get('room-allocation-round-claims')?.keys() ?? [])],
  };
}

let records: ReturnType<typeof memoryRecords>;
let world: AllocationWorld;
let rounds: Rounds;

/** A process of its own on the same log and records. */
function instance(change: Partial<Rounds> = {}): TimedRounds {
  // The parts of a platform that timed rounds stand on.
  const logger = { warn: () => {}, info: () => {} };
  const platform = { records, clock: world.clock, logger } as unknown as Platform;
  return timedRounds(platform, roundsOn(world, change));
}

const untilAt = (instant: string): void => world.clock.pass(Date.parse(instant) - world.clock.now());
const opened = async () => ({
  ...at(),
  closesAt: CLOSES,
  publishesAt: PUBLISHES,
  ordered: (await roundOf(rounds)).ordered,
});

beforeEach(async () => {
  records = memoryRecords();
  ({ world, rounds } = await openedWorld());
  await instance().plan(await opened());
  await instance().plan(await opened());
  await ask(rounds, wished(1, hour()));
});

describe('a round', () => {
  test('closes and is published when its times have come, and not a moment before', async () => {
    untilAt(CLOSES);
    world.clock.pass(-1);
    await instance().carryOutDue();
    expect((await roundOf(rounds)).status).toBe('open');
    world.clock.pass(1);
    await instance().carryOutDue();
    expect(await roundOf(rounds)).toMatchObject({ status: 'closed', solution: { outcome: 'solved' } });
    expect(records.left()).toEqual([`hall/${at().date}/1/publish`]);
    untilAt(PUBLISHES);
    await instance().carryOutDue();
    expect((await roundOf(rounds)).status).toBe('published');
    expect([records.left(), records.claimed()]).toEqual([[], []]);
    expect(heldBriefly(world.log)).toHaveLength(1);
  });

  test('that nobody closed in time is closed and published at once', async () => {
    untilAt(PUBLISHES);
    await instance().carryOutDue();
    expect((await roundOf(rounds)).status).toBe('published');
    expect(records.left()).toEqual([]);
  });

  test('that somebody has published before is left alone', async () => {
    await publish(rounds);
    untilAt(PUBLISHES);
    const before = world.log.commits.length;
    await instance().carryOutDue();
    expect([world.log.commits.length, records.left()]).toEqual([before, []]);
  });
});

describe('two processes', () => {
  test('do the work once', async () => {
    let solved = 0;
    const solve: Rounds['solve'] = async (problem) => {
      solved += 1;
      return contented(problem);
    };
    untilAt(CLOSES);
    await Promise.all([instance({ solve }).carryOutDue(), instance({ solve }).carryOutDue()]);
    expect(solved).toBe(1);
  });

  test('of which one died at work: the other takes over when its claim is over', async () => {
    untilAt(CLOSES);
    const dying = instance({ solve: () => new Promise(() => {}) });
    void dying.carryOutDue();
    await new Promise((resolve) => setImmediate(resolve));
    const other = instance();
    await other.carryOutDue();
    expect(await roundOf(rounds)).not.toHaveProperty('solution');
    world.clock.pass(60_000);
    await other.carryOutDue();
    expect(await roundOf(rounds)).toMatchObject({ solution: { outcome: 'solved' } });
  });

  test('try again what could not be done', async () => {
    untilAt(CLOSES);
    const failing = instance({ solve: () => Promise.reject(new Error('no memory')) });
    await failing.carryOutDue();
    expect([records.left().length, records.claimed()]).toEqual([2, []]);
    await instance().carryOutDue();
    expect(await roundOf(rounds)).toMatchObject({ solution: { outcome: 'solved' } });
  });
});
