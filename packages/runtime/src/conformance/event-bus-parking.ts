import { expect, test } from '@jest/globals';
import type { EventBus } from '../ports/event-bus.ts';
import type { Bench } from './harness.ts';
import { note, notes, permanent, recorder, TOPIC, temporary, upTo } from './recording-group.ts';

/** A group in which note 2 of each subject named `poison…` cannot be handled until `cured` is true. */
function poisoned() {
  const cure = { cured: false, tries: 0 };
  const group = recorder(({ subject, n }) => {
    if (!subject.startsWith('poison') || n !== 2 || cure.cured) return;
    cure.tries += 1;
    throw permanent();
  });
  return { ...group, cure };
}

function settingAside({ port }: Bench<EventBus>): void {
  test('what can never succeed is tried a few times, then its subject is set aside and the rest goes on', async () => {
    const group = poisoned();
    await port().subscribe('group', [TOPIC], group.handler);
    await port().publish([...notes('poison', 4), ...notes('b', 4)]);
    await port().idle();
    expect(group.cure.tries).toBeGreaterThan(1);
    expect(group.cure.tries).toBeLessThan(20);
    expect(group.numbersOf('poison')).toEqual([1]);
    expect(group.numbersOf('b')).toEqual([1, 2, 3, 4]);
    expect(await port().parked()).toEqual([{ group: 'group', subject: 'poison', messages: 3, error: 'never' }]);
    expect(await port().lag()).toBe(0);
  });

  test('what comes later for a parked subject is set aside too, and only for the group that parked it', async () => {
    const group = poisoned();
    const other = recorder();
    await port().subscribe('group', [TOPIC], group.handler);
    await port().subscribe('other', [TOPIC], other.handler);
    await port().publish(notes('poison', 2));
    await port().idle();
    await port().publish(notes('poison', 2, 3));
    await port().idle();
    expect(group.numbersOf('poison')).toEqual([1]);
    expect(other.numbersOf('poison')).toEqual([1, 2, 3, 4]);
    expect(await port().parked()).toMatchObject([{ group: 'group', messages: 3, error: 'never' }]);
  });

  test('a body that is not JSON parks its subject', async () => {
    const group = recorder();
    await port().subscribe('group', [TOPIC], group.handler);
    await port().publish([{ topic: TOPIC, key: 'k', subject: 'broken', body: '{"n":' }, note('b', 1)]);
    await port().idle();
    expect(group.numbersOf('b')).toEqual([1]);
    expect(await port().parked()).toMatchObject([{ subject: 'broken', messages: 1 }]);
  });
}

function replaying({ port, reopen, until }: Bench<EventBus>): void {
  test('replayed messages come in order and before everything that came meanwhile', async () => {
    const group = poisoned();
    await port().subscribe('group', [TOPIC], group.handler);
    await port().publish(notes('poison', 4));
    await port().idle();
    group.cure.cured = true;
    await port().publish(notes('poison', 2, 5));
    const [, freed] = await Promise.all([port().publish(notes('poison', 2, 7)), port().replayParked('group')]);
    expect(freed).toBe(1);
    await port().publish(notes('poison', 1, 9));
    await port().idle();
    expect(group.numbersOf('poison')).toEqual(upTo(9));
    expect(await port().parked()).toEqual([]);
    expect(await port().replayParked('group')).toBe(0);
  });

  test('one subject can be replayed alone', async () => {
    const group = poisoned();
    await port().subscribe('group', [TOPIC], group.handler);
    await port().publish([...notes('poison-a', 3), ...notes('poison-b', 3)]);
    await port().idle();
    group.cure.cured = true;
    expect(await port().replayParked('group', 'poison-b')).toBe(1);
    await port().idle();
    expect(group.numbersOf('poison-b')).toEqual([1, 2, 3]);
    expect(await port().parked()).toMatchObject([{ subject: 'poison-a', messages: 2 }]);
    expect(await port().replayParked('group', 'unknown')).toBe(0);
    expect(await port().replayParked('unknown')).toBe(0);
  });

  test('what fails again is parked again, and nothing has overtaken it', async () => {
    const group = poisoned();
    await port().subscribe('group', [TOPIC], group.handler);
    await port().publish(notes('poison', 3));
    await port().idle();
    await port().replayParked('group');
    await port().publish(notes('poison', 1, 4));
    await port().idle();
    expect(await port().parked()).toEqual([{ group: 'group', subject: 'poison', messages: 3, error: 'never' }]);
    group.cure.cured = true;
    await port().replayParked('group');
    await port().idle();
    expect(group.numbersOf('poison')).toEqual([1, 2, 3, 4]);
  });

  test('parked messages stay parked after reopening, and can be replayed before the group subscribes', async () => {
    const before = poisoned();
    await port().subscribe('group', [TOPIC], before.handler);
    await port().publish(notes('poison', 3));
    await port().idle();
    await reopen();
    const after = recorder();
    const subscription = await port().subscribe('group', [TOPIC], after.handler);
    await port().publish(notes('poison', 1, 4));
    await port().idle();
    expect(after.numbersOf('poison').filter((n) => n > 1)).toEqual([]);
    // How many there are depends on how much came again after the crash.
    expect(await port().parked()).toMatchObject([{ subject: 'poison', error: 'never' }]);
    await subscription.close();
    expect(await port().replayParked('group')).toBe(1);
    await port().subscribe('group', [TOPIC], after.handler);
    await port().idle();
    expect(after.numbersOf('poison').filter((n) => n > 1)).toEqual([2, 3, 4]);
    expect(await port().parked()).toEqual([]);
  });

  test('a crash in the middle of a replay loses nothing', async () => {
    const group = poisoned();
    await port().subscribe('group', [TOPIC], group.handler);
    await port().publish(notes('poison', 4));
    await port().idle();
    await reopen();
    const during = recorder(({ n }) => {
      if (n === 3) throw temporary();
    });
    await port().subscribe('group', [TOPIC], during.handler);
    await port().replayParked('group');
    await until(() => during.numbersOf('poison').includes(2));
    await reopen();
    const after = recorder();
    await port().subscribe('group', [TOPIC], after.handler);
    await port().replayParked('group');
    await port().idle();
    expect(after.numbersOf('poison').slice(-2)).toEqual([3, 4]);
    expect(await port().parked()).toEqual([]);
  });

  test('rewind() takes parked messages along: the group gets everything from the beginning', async () => {
    const group = poisoned();
    const subscription = await port().subscribe('group', [TOPIC], group.handler);
    await port().publish(notes('poison', 3));
    await port().idle();
    await subscription.close();
    await port().rewind('group');
    expect(await port().parked()).toEqual([]);
    const after = recorder();
    await port().subscribe('group', [TOPIC], after.handler);
    await port().idle();
    expect(after.numbersOf('poison')).toEqual([1, 2, 3]);
  });

  test('what fails after rewind() is not parked for the next subscription', async () => {
    const group = poisoned();
    const subscription = await port().subscribe('group', [TOPIC], group.handler);
    await port().publish(notes('poison', 1));
    await port().idle();
    await port().rewind('group');
    await port().publish(notes('poison', 2, 2));
    await port().idle();
    await subscription.close();
    expect(await port().parked()).toEqual([]);
    const after = recorder();
    await port().subscribe('group', [TOPIC], after.handler);
    await port().idle();
    expect(after.numbersOf('poison')).toEqual([1, 2, 3]);
  });
}

export function busParking(bench: Bench<EventBus>): void {
  settingAside(bench);
  replaying(bench);
}
