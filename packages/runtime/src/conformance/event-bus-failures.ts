import { expect, test } from '@jest/globals';
import type { EventBus } from '../ports/event-bus.ts';
import type { Bench } from './harness.ts';
import { note, notes, permanent, recorder, TOPIC, temporary, upTo } from './recording-group.ts';

/** What a handler's failure means for its subject and for the others. */
export function busFailures({ port, until }: Bench<EventBus>): void {
  test('a retriable fault is tried again for as long as it lasts, without parking', async () => {
    let failures = 0;
    const group = recorder(() => {
      if (failures < 8) {
        failures += 1;
        throw temporary();
      }
    });
    await port().subscribe('group', [TOPIC], group.handler);
    await port().publish([note('a', 1)]);
    await port().idle();
    expect(failures).toBe(8);
    expect(group.numbersOf('a')).toEqual([1]);
    expect(await port().parked()).toEqual([]);
  });

  test('waitingByGroup(), where there is one, tells how long a subject has been tried, whatever flows on beside it', async () => {
    if (!port().waitingByGroup) return;
    const waitingMs = async (): Promise<number | undefined> => (await port().waitingByGroup?.())?.group;
    let down = true;
    const group = recorder(({ subject }) => {
      if (subject === 'a' && down) throw temporary();
    });
    await port().subscribe('group', [TOPIC], group.handler);
    await port().publish([note('a', 1)]);
    await until(async () => ((await waitingMs()) ?? 0) >= 200);
    await port().publish(notes('b', 3));
    await until(() => group.numbersOf('b').length === 3);
    expect(await waitingMs()).toBeGreaterThanOrEqual(200);
    down = false;
    await port().idle();
    expect(await waitingMs()).toBe(0);
  });

  test('while a subject is tried again its later messages wait and all others flow on', async () => {
    let down = true;
    const group = recorder(({ subject }) => {
      if (subject === 'a' && down) throw temporary();
    });
    await port().subscribe('group', [TOPIC], group.handler);
    await port().publish([...notes('a', 3), ...notes('b', 3)]);
    await until(() => group.numbersOf('b').length === 3);
    await port().publish(notes('b', 1, 4));
    await until(() => group.numbersOf('b').length === 4);
    expect(group.numbersOf('a')).toEqual([]);
    expect(await port().lag()).toBe(3);
    down = false;
    await port().idle();
    expect(group.numbersOf('a')).toEqual([1, 2, 3]);
    expect(group.numbersOf('b')).toEqual([1, 2, 3, 4]);
  });

  test('the order of a subject holds when any of its messages fails now and then', async () => {
    const tries = new Map<string, number>();
    const group = recorder(({ subject, n }) => {
      const key = `${subject}/${n}`;
      const count = (tries.get(key) ?? 0) + 1;
      tries.set(key, count);
      if (count <= n % 3) throw n % 2 === 0 ? temporary() : permanent();
    });
    await port().subscribe('group', [TOPIC], group.handler);
    await port().publish(upTo(12).flatMap((n) => ['a', 'b', 'c', 'd'].map((subject) => note(subject, n))));
    await port().idle();
    for (const subject of ['a', 'b', 'c', 'd']) expect(group.numbersOf(subject)).toEqual(upTo(12));
    expect(await port().parked()).toEqual([]);
  });

  test('a blocked subject does not stop the others, however many messages follow it', async () => {
    let down = true;
    const group = recorder(({ subject }) => {
      if (subject === 'blocked' && down) throw temporary();
    });
    await port().subscribe('group', [TOPIC], group.handler);
    await port().publish([note('blocked', 1)]);
    for (let batch = 0; batch < 12; batch += 1) {
      await port().publish(upTo(500).map((n) => note(`subject-${n}`, batch + 1)));
    }
    await until(() => group.handled.length === 6_000);
    down = false;
    await port().idle();
    expect(group.numbersOf('blocked')).toEqual([1]);
  });
}
