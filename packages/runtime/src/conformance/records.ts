import { describe, expect, test } from '@jest/globals';
import type { Records } from '../ports/records.ts';
import { type Bench, type OpenHarness, useHarness } from './harness.ts';

interface Duty {
  readonly text: string;
}

function keeping({ port, reopen, time }: Bench<Records>): void {
  test('a set has what was put, whole and by key, and no other set has it', async () => {
    const set = port().set<Duty>('duties');
    expect(await set.get('a')).toBeUndefined();
    await set.put('a', { text: '提醒\0 "one"' });
    await set.put('a', { text: 'two' });
    expect(await set.get('a')).toEqual({ text: 'two' });
    expect(await port().set<Duty>('other-duties').get('a')).toBeUndefined();
    await set.remove('a');
    await set.remove('a');
    expect(await set.get('a')).toBeUndefined();
  });

  test('of many that insert one key at once exactly one succeeds, and its value stays', async () => {
    const set = port().set<Duty>('duties');
    const texts = Array.from({ length: 20 }, (_, index) => `instance ${index}`);
    const inserted = await Promise.all(texts.map((text) => set.insertIfAbsent('claim', { text })));
    expect(inserted.filter(Boolean)).toHaveLength(1);
    expect(await set.get('claim')).toEqual({ text: texts[inserted.indexOf(true)] });
    await set.remove('claim');
    expect(await set.insertIfAbsent('claim', { text: 'next' })).toBe(true);
  });

  test('compareAndSet() writes in the place of what is expected alone, and says whether it has', async () => {
    const set = port().set<Duty>('duties');
    expect(await set.compareAndSet('a', { text: 'one' }, { text: 'two' })).toBe(false);
    expect(await set.get('a')).toBeUndefined();
    await set.put('a', { text: 'one' }, { dueAt: 5 });
    expect(await set.compareAndSet('a', { text: 'other' }, { text: 'two' })).toBe(false);
    expect(await set.get('a')).toEqual({ text: 'one' });
    expect(await set.compareAndSet('a', { text: 'one' }, { text: 'two' })).toBe(true);
    expect(await set.list('', 10)).toEqual([{ key: 'a', value: { text: 'two' } }]);
    expect(await set.compareAndSet('a', { text: 'two' }, { text: 'three' }, { dueAt: 7 })).toBe(true);
    expect(await set.due(7, 10)).toEqual([{ key: 'a', value: { text: 'three' }, dueAt: 7 }]);
    expect(await (await reopen()).set<Duty>('duties').get('a')).toEqual({ text: 'three' });
  });

  test('of many that change one value at once each changes what it has read', async () => {
    const set = port().set<{ readonly count: number }>('counts');
    await set.put('a', { count: 0 });
    const counting = async (): Promise<void> => {
      for (;;) {
        const before = await set.get('a');
        if (before && (await set.compareAndSet('a', before, { count: before.count + 1 }))) return;
      }
    };
    await Promise.all(Array.from({ length: 8 }, counting));
    expect(await set.get('a')).toEqual({ count: 8 });
  });

  test('everything is there after reopening, with its times', async () => {
    const far = time.now() + 1_000_000;
    const set = port().set<Duty>('duties');
    await set.put('a', { text: 'one' }, { dueAt: 5, expiresAt: far });
    await set.insertIfAbsent('b', { text: 'two' });
    const again = (await reopen()).set<Duty>('duties');
    const entry = { key: 'a', value: { text: 'one' }, dueAt: 5, expiresAt: far };
    expect(await again.due(5, 10)).toEqual([entry]);
    expect(await again.list('', 10)).toEqual([entry, { key: 'b', value: { text: 'two' } }]);
    expect(await again.get('b')).toEqual({ text: 'two' });
    expect(await again.insertIfAbsent('b', { text: 'three' })).toBe(false);
    expect(await again.expire(far)).toBe(1);
  });

  test('sets() names the sets that have something, also those nobody asked for since reopening', async () => {
    expect(await port().sets()).toEqual([]);
    for (const name of ['duties', 'claims', 'emptied']) await port().set<Duty>(name).put('a', { text: name });
    await port().set<Duty>('duties').put('b', { text: 'two' });
    await port().set<Duty>('emptied').remove('a');
    port().set<Duty>('never-used');
    expect(await port().sets()).toEqual(['claims', 'duties']);
    expect(await (await reopen()).sets()).toEqual(['claims', 'duties']);
  });
}

function coming({ port, time }: Bench<Records>): void {
  test('due() finds what is due, the longest due first, at most so many; put() writes a new time', async () => {
    const set = port().set<Duty>('duties');
    for (const [key, dueAt] of [
      ['c', 30],
      ['a', 20],
      ['b', 20],
      ['d', 10],
      ['later', 31],
    ] as const) {
      await set.put(key, { text: key }, { dueAt });
    }
    await set.put('never', { text: 'never' });
    expect((await set.due(30, 10)).map(({ key }) => key)).toEqual(['d', 'a', 'b', 'c']);
    expect((await set.due(30, 2)).map(({ key, dueAt }) => [key, dueAt])).toEqual([
      ['d', 10],
      ['a', 20],
    ]);
    await set.put('d', { text: 'd' }, { dueAt: 99 });
    await set.put('a', { text: 'a' });
    expect((await set.due(30, 10)).map(({ key }) => key)).toEqual(['b', 'c']);
    expect(await set.due(9, 10)).toEqual([]);
  });

  test('what has expired is gone at once, its key is free, and expire() removes it', async () => {
    const set = port().set<Duty>('duties');
    // Longer than a few durable writes take where a machine has much else to do.
    const soon = time.now() + 1_500;
    await set.put('short', { text: 'short' }, { expiresAt: soon, dueAt: 1 });
    await set.put('long', { text: 'long' }, { expiresAt: soon + 1_000_000, dueAt: 1 });
    await set.put('for ever', { text: 'for ever' }, { dueAt: 1 });
    expect(await set.get('short')).toEqual({ text: 'short' });
    expect(await set.insertIfAbsent('short', { text: 'new' })).toBe(false);
    expect(await set.compareAndSet('short', { text: 'short' }, { text: 'short' }, { expiresAt: soon })).toBe(true);
    await time.pass(soon + 20 - time.now());
    expect(await set.get('short')).toBeUndefined();
    expect(await set.compareAndSet('short', { text: 'short' }, { text: 'longer' })).toBe(false);
    expect((await set.list('', 10)).map(({ key }) => key)).toEqual(['for ever', 'long']);
    expect((await set.due(time.now(), 10)).map(({ key }) => key)).toEqual(['for ever', 'long']);
    expect(await set.insertIfAbsent('short', { text: 'new' })).toBe(true);
    expect(await set.expire(soon)).toBe(0);
    expect(await set.get('short')).toEqual({ text: 'new' });
    expect(await set.expire(soon + 1_000_000)).toBe(1);
    expect(await set.get('long')).toBeUndefined();
  });

  test('list() pages through the keys of a prefix in ascending order', async () => {
    const set = port().set<Duty>('duties');
    for (const key of ['b/1', 'a/2', 'a/10', 'a/1', 'a', 'a/%', 'a0', 'c']) await set.put(key, { text: key });
    const pages: string[][] = [];
    for (let after: string | undefined; ; ) {
      const page = await (after === undefined ? set.list('a/', 2) : set.list('a/', 2, after));
      if (page.length === 0) break;
      pages.push(page.map(({ key }) => key));
      after = page.at(-1)?.key;
    }
    expect(pages).toEqual([
      ['a/%', 'a/1'],
      ['a/10', 'a/2'],
    ]);
    expect((await set.list('', 100)).map(({ key }) => key)).toEqual([
      'a',
      'a/%',
      'a/1',
      'a/10',
      'a/2',
      'a0',
      'b/1',
      'c',
    ]);
    expect((await set.list('a/', 10, 'b')).map(({ key }) => key)).toEqual([]);
  });
}

/** Every promise of Records, for what `open` gives. */
export function recordsConformance(name: string, open: OpenHarness<Records>): void {
  describe(`Records on ${name}`, () => {
    const bench = useHarness(open);
    describe('keeping', () => keeping(bench));
    describe('what comes with time and order', () => coming(bench));
  });
}
