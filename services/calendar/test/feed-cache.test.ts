import { describe, expect, test } from '@jest/globals';
import type { FeedSpec } from '../src/domain/feed.ts';
import { cacheKey, createFeedCache } from '../src/feed-cache.ts';
import { spec, viewsOfOneText } from './views-of-one-text.ts';

const key = cacheKey('/feeds/centers/a.ics', 'zh');
const DAY_MS = 86_400_000;

/** One process alone says at once whether a feed is ready. */
function atOnce<T>(found: T | Promise<T>): T {
  if (found instanceof Promise) throw new Error('it has to be waited for');
  return found;
}

function given({ lastsMs = 700 } = {}) {
  const { world, timers, fire, holdUp, context } = viewsOfOneText({ lastsMs });
  const alone = context();
  const cache = createFeedCache(alone);
  const read = async (fresh = false) => (await cache.read(spec, 'zh', fresh))?.bytes.toString();
  const ready = () => atOnce(cache.ready(key));
  const peek = () => ready()?.bytes?.toString();
  return { world, cache, changes: alone.changes, read, ready, peek, fire, timers, holdUp };
}

/** One whose name no event tells. */
function givenPrivate() {
  const { cache, ...rest } = given({ lastsMs: DAY_MS });
  const own: FeedSpec = { type: 'organization', organizationId: 'branch' };
  const read = async (fresh = false) => (await cache.read(own, 'zh', fresh))?.bytes.toString();
  const peek = () => atOnce(cache.ready(cacheKey('organization/branch', 'zh')))?.bytes?.toString();
  return { ...rest, cache, read, peek };
}

describe('finished feeds of a process that alone sends feeds', () => {
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
    const { world, changes, read, peek, holdUp } = given();
    const letGo = holdUp();
    const old = read();
    world.text = 'two';
    changes.changed('a');
    const after = read();
    letGo();
    expect(await old).toBe('one');
    expect(await after).toBe('two');
    expect(peek()).toBe('two');
  });

  test('are built at most one at a time and once more, however many ask', async () => {
    const { world, changes, read, holdUp } = given();
    const letGo = holdUp();
    const first = read();
    changes.changed('a');
    const others = Array.from({ length: 50 }, () => read());
    letGo();
    await Promise.all([first, ...others]);
    expect(world.builds).toBe(2);
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
    const { world, read, holdUp } = given();
    const letGo = holdUp();
    const old = read();
    world.text = 'two';
    const fresh = read(true);
    letGo();
    expect([await old, await fresh]).toEqual(['one', 'two']);
  });

  test('with other bytes never have the same Last-Modified', async () => {
    const { world, changes, read, ready } = given();
    await read();
    const before = ready()!;
    world.text = 'two';
    changes.changed('a');
    await read();
    const after = ready()!;
    expect(after.etag).not.toBe(before.etag);
    expect(after.lastModified).toBeGreaterThan(before.lastModified);
  });

  test('with the same bytes stay the same, their gzip kept', async () => {
    const { world, cache, read, ready } = given();
    const feed = await cache.read(spec, 'zh', false);
    if (feed) await cache.gzip(spec, 'zh', feed);
    world.now += 2_000;
    await read();
    expect(ready()?.gzip).toBeDefined();
  });

  test('are not looked up again while nothing changes', async () => {
    const { world, changes, read, peek } = given({ lastsMs: DAY_MS });
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
});

describe('finished feeds with a name that no event tells', () => {
  test('are looked up again after a minute', async () => {
    const { world, read, peek } = givenPrivate();
    await read();
    world.text = 'renamed';
    world.now += 60_000;
    expect(peek()).toBe('one');
    world.now += 1;
    expect(peek()).toBeUndefined();
    expect(await read()).toBe('renamed');
  });

  test('are looked up again when the clock was set back: nobody knows how old they are', async () => {
    const { world, read, peek } = givenPrivate();
    await read();
    world.text = 'two';
    world.now -= 1;
    expect(peek()).toBeUndefined();
    expect(await read()).toBe('two');
  });

  test('are looked up again after their time also when the clock was set back to when they were new', async () => {
    const { world, read, peek, fire } = givenPrivate();
    await read();
    world.text = 'two';
    fire(59_999);
    expect(peek()).toBe('one');
    fire(60_000);
    expect(peek()).toBeUndefined();
    expect(await read()).toBe('two');
    expect(peek()).toBe('two');
  });

  test('are as old as when their building began, and leave no timer behind when others come', async () => {
    const { read, peek, fire, timers, holdUp } = givenPrivate();
    const letGo = holdUp();
    const first = read();
    await new Promise((resolve) => setImmediate(resolve));
    fire(60_000);
    letGo();
    await first;
    expect(peek()).toBeUndefined();
    for (let count = 0; count < 5; count += 1) await read(true);
    expect(timers.size).toBe(1);
  });

  test('asked for all the time are looked up in the background', async () => {
    const { world, read, peek } = givenPrivate();
    await read();
    world.text = 'two';
    world.now += 31_000;
    expect(peek()).toBe('one');
    await new Promise((resolve) => setImmediate(resolve));
    expect(peek()).toBe('two');
  });
});
