import { describe, expect, test } from '@jest/globals';
import { type SharedLooks, sharedLooks } from '../../src/executor/shared-looks.ts';
import { type ManualClock, manualClock, settled } from '../manual-clock.ts';
import { gate } from './hall.ts';

/** Something that changes, and what a look at it costs. */
function watched() {
  const clock: ManualClock = manualClock();
  const looks: SharedLooks<string, number> = sharedLooks(clock);
  const gates: ReturnType<typeof gate>[] = [];
  const seen = { now: 0 };
  return {
    clock,
    seen,
    /** Of each look that has begun: lets it be answered, with what there was when it began, or fail. */
    gates,
    look: (at = 'a') =>
      looks(at, async () => {
        const found = seen.now;
        const own = gate();
        gates.push(own);
        await own.opened;
        return found;
      }),
  };
}

describe('those who look at the same', () => {
  test('while one look is under way share the next, and see what was there when they asked', async () => {
    const { seen, gates, look } = watched();
    const first = look();
    seen.now = 1;
    const others = [look(), look(), look()];
    await settled();
    expect(gates).toHaveLength(1);
    gates[0]?.open();
    expect(await first).toBe(0);
    await settled();
    expect(gates).toHaveLength(2);
    seen.now = 2;
    const late = look();
    gates[1]?.open();
    expect(await Promise.all(others)).toEqual([1, 1, 1]);
    await settled();
    gates[2]?.open();
    expect([await late, gates.length]).toEqual([2, 3]);
  });

  test('begin anew when nobody looks any more', async () => {
    const { seen, gates, look } = watched();
    for (const expected of [0, 1, 2]) {
      seen.now = expected;
      const own = look();
      gates.at(-1)?.open();
      expect(await own).toBe(expected);
      await settled();
    }
    expect(gates).toHaveLength(3);
  });

  test('are not kept by one look that takes long', async () => {
    const { clock, gates, look } = watched();
    const first = look();
    const second = look();
    await clock.pass(99);
    expect(gates).toHaveLength(1);
    await clock.pass(1);
    expect(gates).toHaveLength(2);
    gates[1]?.open();
    expect(await second).toBe(0);
    const third = look();
    expect(gates).toHaveLength(3);
    gates[2]?.open();
    gates[0]?.open();
    expect(await Promise.all([first, third])).toEqual([0, 0]);
  });

  test('do not wait at all for one that has taken long already', async () => {
    const { clock, gates, look } = watched();
    const first = look();
    await clock.pass(5_000);
    const second = look();
    await clock.pass(0);
    expect(gates).toHaveLength(2);
    for (const own of gates) own.open();
    expect(await Promise.all([first, second])).toEqual([0, 0]);
  });

  test('do not hear of the failure of one that began before they asked', async () => {
    const { gates, look } = watched();
    const first = look();
    const second = look();
    gates[0]?.fail(new Error('away'));
    await expect(first).rejects.toThrow('away');
    await settled();
    gates[1]?.open();
    expect(await second).toBe(0);
  });

  test('do not wait for those who look at something else', async () => {
    const { gates, look } = watched();
    const all = [look('a'), look('b')];
    for (const own of gates) own.open();
    expect(await Promise.all(all)).toEqual([0, 0]);
  });
});
