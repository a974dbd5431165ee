import { describe, expect, test } from '@jest/globals';
import type { BuiltFeed } from '../src/build-feed.ts';
import { createChanges } from '../src/changes.ts';
import { contentsOf } from '../src/contents.ts';
import type { FeedSpec } from '../src/domain/feed.ts';
import { cacheKey, createFeedCache } from '../src/feed-cache.ts';
import type { Rendered } from '../src/fragments.ts';

const spec: FeedSpec = { type: 'center', centerId: 'a' };
const key = cacheKey('/feeds/centers/a.ics', 'zh');

function given({ isAlone = false, lastsMs = 700 } = {}) {
  const world = {
    now: 1_000_000_000_000,
    text: 'one',
    builds: 0,
    hold: undefined as Promise<void> | undefined,
    centerId: 'a' as string | undefined,
    /** What the building of the newest feed was given of the one before. */
    rendered: undefined as Rendered | undefined,
  };
  const timers = new Set<{ readonly ms: number; readonly task: () => void }>();
  const clock = {
    now: () => world.now,
    after(ms: number, task: () => void) {
      const timer = { ms, task };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
  };
  /** Whatever waits for that long or less. */
  const fire = (ms: number): void => {
    for (const timer of timers) {
      if (timer.ms > ms) continue;
      timers.delete(timer);
      timer.task();
    }
  };
  const changes = createChanges();
  const cache = createFeedCache({
    ...{ clock, changes, isAlone, failed: () => {} },
    build: async (_spec, _language, options): Promise<BuiltFeed> => {
      world.builds += 1;
      world.rendered = options?.rendered;
      // What it reads is read before it is held up: it may be out of date when it comes back.
      const bytes = Buffer.from(world.text);
      await world.hold;
      return {
        bytes,
        contents: contentsOf(0, [{ key: world.text, bytes }]),
        changedAt: 1_000,
        validUntil: world.now + lastsMs,
        ...(world.centerId && { centerId: world.centerId }),
      };
    },
  });
  const read = async (fresh = false) => (await cache.read(spec, 'zh', fresh))?.bytes.toString();
  const peek = () => cache.peek(key)?.bytes?.toString();
  return { world, cache, changes, read, peek, fire, timers };
}

describe('finished feeds', () => {
  test('are built once and then ready', async () => {
    const { world, read, peek } = given();
    expect(peek()).toBeUndefined();
    await read();
    await read();
    expect(peek()).toBe('one');
    expect(world.builds).toBe(1);
  });

  test('are not sent after a change of their center', async () => {
    const { world, changes, read, peek } = given();
    await read();
    world.text = 'two';
    changes.changed('a');
    expect(peek()).toBeUndefined();
    expect(await read()).toBe('two');
    expect(peek()).toBe('two');
  });

  test('hand what is rendered in them to the feed that follows', async () => {
    const { world, changes, read } = given();
    await read();
    expect(world.rendered).toBeUndefined();
    world.text = 'two';
    changes.changed('a');
    await read();
    expect(world.rendered?.('one')?.toString()).toBe('one');
    expect(world.rendered?.('two')).toBeUndefined();
  });

  test('outlive a change of another center, those across centers do not', async () => {
    const { world, changes, read, peek } = given();
    await read();
    changes.changed('b');
    expect(peek()).toBe('one');
    world.centerId = undefined;
    await read(true);
    expect(peek()).toBe('one');
    changes.changed('b');
    expect(peek()).toBeUndefined();
  });

  test('whose building began before a change are not taken for newer than it', async () => {
    const { world, changes, read, peek } = given();
    let release = (): void => {};
    world.hold = new Promise((resolve) => {
      release = resolve;
    });
    const old = read();
    world.text = 'two';
    changes.changed('a');
    const after = read();
    world.hold = undefined;
    release();
    expect(await old).toBe('one');
    expect(await after).toBe('two');
    expect(peek()).toBe('two');
  });

  test('are built at most one at a time and once more, however many ask', async () => {
    const { world, changes, read } = given();
    let release = (): void => {};
    world.hold = new Promise((resolve) => {
      release = resolve;
    });
    const first = read();
    changes.changed('a');
    const others = Array.from({ length: 50 }, () => read());
    world.hold = undefined;
    release();
    await Promise.all([first, ...others]);
    expect(world.builds).toBe(2);
  });

  test('are looked up again after a second, for changes that another process has applied', async () => {
    const { world, read, peek } = given();
    await read();
    world.text = 'two';
    world.now += 1_001;
    expect(peek()).toBeUndefined();
    expect(await read()).toBe('two');
  });

  test('are looked up again when the clock was set back: nobody knows how old they are', async () => {
    const { world, read, peek } = given();
    await read();
    world.text = 'two';
    world.now -= 1;
    expect(peek()).toBeUndefined();
    expect(await read()).toBe('two');
  });

  test('are looked up again after their time also when the clock was set back to when they were new', async () => {
    const { world, read, peek, fire } = given();
    await read();
    world.text = 'two';
    fire(999);
    expect(peek()).toBe('one');
    fire(1_000);
    expect(peek()).toBeUndefined();
    expect(await read()).toBe('two');
    expect(peek()).toBe('two');
  });

  test('are as old as when their building began, and leave no timer behind when others come', async () => {
    const { world, read, peek, fire, timers } = given();
    let goOn = (): void => {};
    world.hold = new Promise((resolve) => {
      goOn = resolve;
    });
    const first = read();
    await new Promise((resolve) => setImmediate(resolve));
    fire(1_000);
    goOn();
    await first;
    expect(peek()).toBeUndefined();
    world.hold = undefined;
    for (let count = 0; count < 5; count += 1) await read(true);
    expect(timers.size).toBe(1);
  });

  test('asked for all the time are looked up in the background', async () => {
    const { world, read, peek } = given();
    await read();
    world.text = 'two';
    world.now += 600;
    expect(peek()).toBe('one');
    await new Promise((resolve) => setImmediate(resolve));
    expect(peek()).toBe('two');
  });

  test('are not sent after the midnight that moves their window', async () => {
    const { world, read, peek } = given();
    await read();
    world.now += 699;
    expect(peek()).toBe('one');
    world.now += 1;
    expect(peek()).toBeUndefined();
  });

  test('that a writer wants to see are read from the views now', async () => {
    const { world, read } = given();
    await read();
    world.text = 'two';
    expect(await read(true)).toBe('two');
  });

  test('that a writer wants to see do not come from a building that began before', async () => {
    const { world, read } = given();
    let release = (): void => {};
    world.hold = new Promise((resolve) => {
      release = resolve;
    });
    const old = read();
    world.text = 'two';
    const fresh = read(true);
    world.hold = undefined;
    release();
    expect([await old, await fresh]).toEqual(['one', 'two']);
  });

  test('with other bytes never have the same Last-Modified', async () => {
    const { world, cache, changes, read } = given();
    await read();
    const before = cache.peek(key)!;
    world.text = 'two';
    changes.changed('a');
    await read();
    const after = cache.peek(key)!;
    expect(after.etag).not.toBe(before.etag);
    expect(after.lastModified).toBeGreaterThan(before.lastModified);
  });

  test('with the same bytes stay the same, their gzip kept', async () => {
    const { world, cache, read } = given();
    const feed = await cache.read(spec, 'zh', false);
    if (feed) await cache.gzip(spec, 'zh', feed);
    world.now += 2_000;
    await read();
    expect(cache.peek(key)?.gzip).toBeDefined();
  });

  test('of a process that alone changes what they show are not looked up again while nothing changes', async () => {
    const { world, changes, read, peek } = given({ isAlone: true, lastsMs: 86_400_000 });
    await read();
    world.now += 3_600_000;
    expect(peek()).toBe('one');
    world.now -= 7_200_000;
    expect(peek()).toBe('one');
    expect(world.builds).toBe(1);
    world.text = 'two';
    changes.changed('a');
    expect(await read()).toBe('two');
  });

  test('of such a process are looked up within a minute where they show a name that no event tells', async () => {
    const { world, cache } = given({ isAlone: true, lastsMs: 86_400_000 });
    const own: FeedSpec = { type: 'organization', organizationId: 'branch' };
    const text = async () => (await cache.read(own, 'zh', false))?.bytes.toString();
    await text();
    world.text = 'renamed';
    world.now += 60_000;
    expect(await text()).toBe('one');
    world.now += 1;
    expect(await text()).toBe('renamed');
  });
});
