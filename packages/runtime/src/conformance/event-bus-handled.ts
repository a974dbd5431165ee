import { expect, test } from '@jest/globals';
import type { EventBus } from '../ports/event-bus.ts';
import type { Bench } from './harness.ts';
import { notes, permanent, recorder, TOPIC } from './recording-group.ts';

/** For a bus that has `hasHandled`. */
export function busHandled({ port, reopen, time, until }: Bench<EventBus>): void {
  const hasHandled = async (subject: string): Promise<boolean | undefined> => port().hasHandled?.('group', subject);

  test('a subject is handled as soon as its last message is, whatever others there are', async () => {
    let letGo = (): void => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const group = recorder(({ subject, n }) => (subject === 'a' && n === 2 ? held : undefined));
    await port().subscribe('group', [TOPIC], group.handler);
    await port().publish([...notes('a', 2), ...notes('b', 2)]);
    await until(() => group.handled.length === 3);
    await until(async () => (await hasHandled('b')) === true);
    expect(await hasHandled('a')).toBe(false);
    letGo();
    await port().idle();
    expect(await hasHandled('a')).toBe(true);
  });

  test('what is set aside is not handled, before and after reopening, until it is replayed', async () => {
    let cured = false;
    const poisoned = (): ReturnType<typeof recorder> =>
      recorder(({ n }) => {
        if (n === 2 && !cured) throw permanent();
      });
    await port().subscribe('group', [TOPIC], poisoned().handler);
    await port().publish(notes('a', 3));
    await port().idle();
    expect(await hasHandled('a')).toBe(false);
    await reopen();
    await port().subscribe('group', [TOPIC], poisoned().handler);
    await port().idle();
    expect(await hasHandled('a')).toBe(false);
    cured = true;
    await port().replayParked('group');
    await port().idle();
    expect(await hasHandled('a')).toBe(true);
  });

  test('messages that a group does not want are left out for it alone, and it is through with them', async () => {
    const [some, all] = [recorder(), recorder()];
    await port().subscribe('group', [TOPIC], some.handler, { wants: (type) => type === 'Wanted' });
    await port().subscribe('other', [TOPIC], all.handler);
    const [first, second, third, fourth] = notes('a', 4);
    if (!first || !second || !third || !fourth) throw new Error('four are wanted');
    await port().publish([{ ...first, type: 'Wanted' }, { ...second, type: 'Other' }, third]);
    await port().publish([{ ...fourth, type: 'Other' }]);
    await port().idle();
    expect([some.numbersOf('a'), all.numbersOf('a')]).toEqual([
      [1, 3],
      [1, 2, 3, 4],
    ]);
    expect([await hasHandled('a'), await port().lag()]).toEqual([true, 0]);
  });

  test('a group that nobody here has subscribed has handled nothing; one that comes late, once it has caught up', async () => {
    await port().publish(notes('a', 1));
    expect(await hasHandled('a')).toBe(false);
    const group = recorder(() => time.pass(5));
    await port().subscribe('group', [TOPIC], group.handler);
    expect(await hasHandled('a')).toBe(false);
    await port().idle();
    expect(await hasHandled('a')).toBe(true);
  });
}
