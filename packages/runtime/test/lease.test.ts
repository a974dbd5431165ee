import { createLogger, Fault, type Records } from '@huitang/runtime';
import { beforeEach, expect, test } from '@jest/globals';
import { createLease, type Lease } from '../src/relay/lease.ts';
import { memoryRecords } from './lease-records.ts';
import { type ManualClock, manualClock } from './manual-clock.ts';

/** So many seconds without a sign of life, and a look to see that nobody else was faster. */
const TAKEN_OVER_MS = 5_000;

let clock: ManualClock;
let records: Records;
beforeEach(() => {
  clock = manualClock();
  records = memoryRecords();
});

function leaseOf(name: string, { shiftMs = 0, isDead = (): boolean => false, of = records } = {}): Lease {
  const own = {
    now: () => clock.now() + shiftMs,
    after: (ms: number, task: () => void) => clock.after(ms, () => (isDead() ? undefined : task())),
  };
  const ids = { uuid: () => name, orderedUuid: () => name, secret: () => 'x'.repeat(43), fraction: () => 0 };
  return createLease({ name: 'lease', records: of, clock: own, ids, logger: createLogger('silent') });
}

test('the first one has it at once, the others have not, for as long as it lives', async () => {
  const leases = ['a', 'b', 'c'].map((name) => leaseOf(name));
  for (const lease of leases) await lease.start();
  await clock.pass(60_000);
  expect(leases.map((lease) => lease.isMine())).toEqual([true, false, false]);
});

test('of those who wait exactly one takes it over from one that has ended without a word', async () => {
  let isDead = false;
  await leaseOf('first', { isDead: () => isDead }).start();
  await clock.pass(2_000);
  isDead = true;
  const others = ['a', 'b', 'c'].map((name) => leaseOf(name));
  await Promise.all(others.map((lease) => lease.start()));
  await clock.pass(TAKEN_OVER_MS);
  expect(others.filter((lease) => lease.isMine())).toHaveLength(1);
});

test('a clock that is minutes off changes nothing', async () => {
  let isDead = false;
  const ahead = leaseOf('ahead', { shiftMs: 300_000, isDead: () => isDead });
  const behind = leaseOf('behind', { shiftMs: -300_000 });
  for (const lease of [ahead, behind]) await lease.start();
  await clock.pass(20_000);
  expect([ahead.isMine(), behind.isMine()]).toEqual([true, false]);
  isDead = true;
  await clock.pass(TAKEN_OVER_MS);
  expect(behind.isMine()).toBe(true);
});

test('one that stood still for so long that it was taken over has it no more', async () => {
  let isStill = false;
  const waiting: (() => void)[] = [];
  const after = (ms: number, task: () => void) => clock.after(ms, () => (isStill ? void waiting.push(task) : task()));
  const common = { name: 'lease', records, logger: createLogger('silent') };
  const ids = { uuid: () => 'stalled', orderedUuid: () => '', secret: () => 'x'.repeat(43), fraction: () => 0 };
  const stalled = createLease({ ...common, clock: { now: clock.now, after }, ids });
  const other = leaseOf('other');
  for (const lease of [stalled, other]) await lease.start();
  await clock.pass(2_000);
  isStill = true;
  await clock.pass(TAKEN_OVER_MS);
  isStill = false;
  for (const task of waiting.splice(0)) task();
  await clock.pass(1_000);
  expect([stalled.isMine(), other.isMine()]).toEqual([false, true]);
});

test('whose store does not answer keeps what it has and goes on asking', async () => {
  let isDown = false;
  const shaky: Records = {
    ...records,
    set: <T extends object>(name: string) => ({
      ...records.set<T>(name),
      get: async (key: string) => {
        if (isDown) throw new Fault('storage-unavailable', 'down', { retriable: true });
        return records.set<T>(name).get(key);
      },
    }),
  };
  const lease = leaseOf('a', { of: shaky });
  await lease.start();
  isDown = true;
  await clock.pass(30_000);
  isDown = false;
  await clock.pass(1_000);
  expect(lease.isMine()).toBe(true);
});
