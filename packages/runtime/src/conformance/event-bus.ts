import { describe, expect, test } from '@jest/globals';
import type { EventBus } from '../ports/event-bus.ts';
import { busFailures } from './event-bus-failures.ts';
import { busHandled } from './event-bus-handled.ts';
import { busParking } from './event-bus-parking.ts';
import { type Bench, type OpenHarness, useHarness } from './harness.ts';
import { note, notes, recorder, TOPIC, upTo } from './recording-group.ts';

function delivering({ port, until, reopen }: Bench<EventBus>): void {
  test('every group gets every message of its topics, each subject in order', async () => {
    const groups = [recorder(), recorder()];
    for (const [index, { handler }] of groups.entries()) await port().subscribe(`group-${index}`, [TOPIC], handler);
    const messages = upTo(20).flatMap((n) => ['a', 'b', 'c'].map((subject) => note(subject, n)));
    for (const message of messages) await port().publish([message]);
    await port().idle();
    for (const group of groups) {
      for (const subject of ['a', 'b', 'c']) expect(group.numbersOf(subject)).toEqual(upTo(20));
    }
  });

  test('messages of one call keep their order within a topic, and those of topics nobody asked for stay away', async () => {
    const group = recorder();
    await port().subscribe('group', [TOPIC, 'other.events'], group.handler);
    const [b1, b2] = [note('b', 1, 'other.events'), note('b', 2, 'other.events')];
    await port().publish([note('a', 1), b1, note('a', 2), note('c', 1, 'strange.events'), b2, note('a', 3)]);
    await port().publish([]);
    await port().idle();
    expect(group.numbersOf('a')).toEqual([1, 2, 3]);
    expect(group.numbersOf('b')).toEqual([1, 2]);
    expect(group.numbersOf('c')).toEqual([]);
  });

  test('what was handled is kept as handled only after what the group saves before', async () => {
    const first = recorder();
    let saving = 0;
    const beforeKept = (): Promise<void> => {
      saving += 1;
      return new Promise(() => {});
    };
    await port().subscribe('group', [TOPIC], first.handler, { beforeKept });
    await port().publish(notes('a', 3));
    await until(() => first.handled.length === 3 && saving > 0);
    const bus = await reopen();
    const second = recorder();
    const saved: string[] = [];
    const subscription = await bus.subscribe('group', [TOPIC], second.handler, {
      beforeKept: async () => void saved.push(second.numbersOf('a').join()),
    });
    await until(() => second.handled.length === 3);
    await subscription.close();
    expect(saved.at(-1)).toBe('1,2,3');
    const third = recorder();
    await (await reopen()).subscribe('group', [TOPIC], third.handler);
    await port().publish([note('a', 4)]);
    await port().idle();
    expect(third.numbersOf('a')).toEqual([4]);
  });

  test('a group that comes late starts from the beginning', async () => {
    await port().publish(notes('a', 1_200));
    const early = recorder();
    await port().subscribe('early', [TOPIC], early.handler);
    await port().idle();
    const late = recorder();
    await port().subscribe('late', [TOPIC], late.handler);
    await port().publish(notes('a', 3, 1_201));
    await port().idle();
    expect(early.numbersOf('a')).toEqual(upTo(1_203));
    expect(late.numbersOf('a')).toEqual(upTo(1_203));
  });

  test('what a handler gets is JSON, and what one group does to it no other group sees', async () => {
    const seen: unknown[] = [];
    for (const group of ['one', 'two']) {
      await port().subscribe(group, [TOPIC], async (body) => {
        const own = body as { list: number[] };
        seen.push(JSON.parse(JSON.stringify(own)));
        try {
          own.list.push(99);
        } catch {
          // It may be frozen, or be this group's own.
        }
      });
    }
    await port().publish([{ topic: TOPIC, key: 'k', subject: 'a', body: '{"list":[1],"text":"党\\u0000"}' }]);
    await port().idle();
    expect(seen).toEqual([
      { list: [1], text: '党\0' },
      { list: [1], text: '党\0' },
    ]);
  });

  test('one subject is never handled twice at the same time, and a slow subject does not hold up the others', async () => {
    let atOnce = 0;
    let mostAtOnce = 0;
    let letGo = (): void => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const group = recorder(async ({ subject }) => {
      if (subject !== 'slow') return;
      atOnce += 1;
      mostAtOnce = Math.max(mostAtOnce, atOnce);
      await held;
      atOnce -= 1;
    });
    await port().subscribe('group', [TOPIC], group.handler);
    await port().publish([...notes('slow', 3), ...notes('quick', 50)]);
    await until(() => group.numbersOf('quick').length === 50);
    expect(group.numbersOf('slow')).toEqual([]);
    letGo();
    await port().idle();
    expect(group.numbersOf('slow')).toEqual([1, 2, 3]);
    expect(mostAtOnce).toBe(1);
  });
}

function standing({ port, reopen, time, until }: Bench<EventBus>): void {
  test('idle() waits for handlers that run, and lag() counts what they have not handled', async () => {
    let letGo = (): void => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const group = recorder(() => held);
    await port().subscribe('group', [TOPIC], group.handler);
    await port().idle();
    expect(await port().lag()).toBe(0);
    await port().publish([...notes('a', 2), note('b', 1)]);
    let atRest = false;
    const rest = port()
      .idle()
      .then(() => {
        atRest = true;
      });
    await time.pass(30);
    expect(atRest).toBe(false);
    expect(await port().lag()).toBe(3);
    letGo();
    await rest;
    expect(group.handled).toHaveLength(3);
    expect(await port().lag()).toBe(0);
  });

  test('lagByGroup(), where there is one, tells it for each group', async () => {
    if (!port().lagByGroup) return;
    let letGo = (): void => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await port().subscribe('slow', [TOPIC], recorder(() => held).handler);
    const quick = recorder();
    await port().subscribe('quick', [TOPIC], quick.handler);
    await port().publish([...notes('a', 2), note('b', 1)]);
    await until(async () => quick.handled.length === 3 && (await port().lagByGroup?.())?.quick === 0);
    expect(await port().lagByGroup?.()).toEqual({ slow: 3, quick: 0 });
    letGo();
    await port().idle();
    expect(await port().lagByGroup?.()).toEqual({ slow: 0, quick: 0 });
  });

  test('a subscription that is closed runs no handler any more; the next one of the group goes on from there', async () => {
    const before = recorder(() => time.pass(5));
    const subscription = await port().subscribe('group', [TOPIC], before.handler);
    await port().publish(notes('a', 30));
    await until(() => before.handled.length >= 3);
    await subscription.close();
    const handled = before.handled.length;
    await time.pass(40);
    expect(before.handled).toHaveLength(handled);
    const after = recorder();
    await port().subscribe('group', [TOPIC], after.handler);
    await port().idle();
    expect([...before.numbersOf('a'), ...after.numbersOf('a')]).toEqual(upTo(30));
  });

  test('a message whose handler had not ended at a crash comes again, and nothing after it is lost', async () => {
    const before = recorder(({ n }) => (n < 4 ? undefined : new Promise(() => {})));
    await port().subscribe('group', [TOPIC], before.handler);
    await port().publish([...notes('a', 6), ...notes('b', 2)]);
    await until(() => before.handled.length === 5);
    await reopen();
    const after = recorder();
    await port().subscribe('group', [TOPIC], after.handler);
    await port().idle();
    expect(after.numbersOf('a').slice(-3)).toEqual([4, 5, 6]);
    expect(new Set([...before.numbersOf('b'), ...after.numbersOf('b')])).toEqual(new Set([1, 2]));
  });

  test('after rewind() a group starts from the beginning; other groups do not', async () => {
    const groups = { one: recorder(), two: recorder() };
    const subscriptions = await Promise.all(
      (['one', 'two'] as const).map((group) => port().subscribe(group, [TOPIC], groups[group].handler)),
    );
    await port().publish(notes('a', 5));
    await port().idle();
    for (const subscription of subscriptions) await subscription.close();
    await port().rewind('one');
    for (const group of ['one', 'two'] as const) await port().subscribe(group, [TOPIC], groups[group].handler);
    await port().idle();
    expect(groups.one.numbersOf('a')).toEqual([...upTo(5), ...upTo(5)]);
    expect(groups.two.numbersOf('a')).toEqual(upTo(5));
  });

  test('rewind() also holds for a group that is subscribed: its next subscription starts from the beginning', async () => {
    const before = recorder();
    const subscription = await port().subscribe('group', [TOPIC], before.handler);
    await port().publish(notes('a', 2));
    await port().idle();
    await port().rewind('group');
    await port().publish(notes('a', 1, 3));
    await port().idle();
    await subscription.close();
    const after = recorder();
    await port().subscribe('group', [TOPIC], after.handler);
    await port().idle();
    expect(after.numbersOf('a')).toEqual([1, 2, 3]);
  });

  test('a published message is delivered after reopening, to old groups and new ones', async () => {
    await port().publish(notes('a', 3));
    await reopen();
    const group = recorder();
    await port().subscribe('group', [TOPIC], group.handler);
    await port().publish(notes('a', 1, 4));
    await port().idle();
    expect(group.numbersOf('a')).toEqual([1, 2, 3, 4]);
  });
}

/** Every promise of EventBus, for the bus that `open` gives; `isComplete` for one that has `hasHandled`. */
export function eventBusConformance(
  name: string,
  open: OpenHarness<EventBus>,
  { isComplete = false }: { readonly isComplete?: boolean } = {},
): void {
  describe(`EventBus on ${name}`, () => {
    const bench = useHarness(open);
    describe('delivering', () => delivering(bench));
    describe('standing and going on', () => standing(bench));
    describe('failing handlers', () => busFailures(bench));
    describe('parking', () => busParking(bench));
    if (isComplete) describe('being through with a subject', () => busHandled(bench));
  });
}
