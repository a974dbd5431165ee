import { describe, expect, test } from '@jest/globals';
import { cacheKey, createFeedCache } from '../src/feed-cache.ts';
import { type SentFeeds, sentFeeds } from '../src/sent-feeds.ts';
import { sharedFeedCache } from '../src/shared-feed-cache.ts';
import { memoryRecords } from './memory-records.ts';
import { spec, viewsOfOneText } from './views-of-one-text.ts';

const key = cacheKey('/feeds/centers/a.ics', 'zh');
const turn = () => new Promise((resolve) => setImmediate(resolve));

function given() {
  const { world, timers, fire, holdUp, context } = viewsOfOneText();
  const records = memoryRecords();
  const process = ({ sent = sentFeeds(records) }: { readonly sent?: SentFeeds } = {}) => {
    const own = context();
    const cache = sharedFeedCache({ ...own, sent });
    const feed = (fresh = false) => cache.read(spec, 'zh', fresh);
    return { cache, changes: own.changes, feed, read: async (fresh = false) => (await feed(fresh))?.bytes.toString() };
  };
  return { world, timers, fire, holdUp, records, process };
}

describe('of two processes', () => {
  test('one does not send what was before what the other has sent', async () => {
    const { world, process } = given();
    const [one, other] = [process(), process()];
    expect(await one.read()).toBe('one');
    world.text = 'two';
    expect(await other.read()).toBe('two');
    expect(await one.read()).toBe('two');
  });

  test('one sends what it has while the other has sent nothing else, and builds nothing for it', async () => {
    const { world, process } = given();
    const [one, other] = [process(), process()];
    await one.read();
    await other.read();
    world.text = 'two';
    expect([await one.read(), await other.read()]).toEqual(['one', 'one']);
    expect(world.builds).toBe(2);
  });

  test('one that was building while the other has sent something newer builds once more', async () => {
    const { world, holdUp, process } = given();
    const [one, other] = [process(), process()];
    const letGo = holdUp();
    const old = one.read();
    await turn();
    world.hold = undefined;
    world.text = 'two';
    expect(await other.read()).toBe('two');
    letGo();
    expect(await old).toBe('two');
    expect(await one.read()).toBe('two');
  });

  test('one that is asked after the other has sent something newer does not wait for what was being built before', async () => {
    const { world, holdUp, process } = given();
    const [one, other] = [process(), process()];
    await one.read();
    world.now += 1_001;
    const letGo = holdUp();
    const old = one.read();
    await turn();
    world.hold = undefined;
    world.text = 'two';
    await other.read();
    const after = one.read();
    // Its look is over, and what was begun before is still being built.
    await turn();
    letGo();
    // Who asked before may be told either.
    expect([await old, await after]).toEqual(['one', 'two']);
  });

  test('one that was building over what was sent last builds once more when the other has sent something newer', async () => {
    const { world, holdUp, records, process } = given();
    const [one, other] = [process(), process()];
    await one.read();
    await other.read();
    world.text = 'two';
    world.now += 1_001;
    const letGo = holdUp();
    const old = one.read();
    await turn();
    world.hold = undefined;
    world.text = 'three';
    expect(await other.read()).toBe('three');
    letGo();
    expect(await old).toBe('three');
    expect(await sentFeeds(records).last(key)).toMatchObject({ etag: (await other.feed())?.etag });
  });

  test('one whose answer about what it has registered was lost sends it when it is asked once more', async () => {
    const { world, records, process } = given();
    const real = sentFeeds(records);
    let isLost = true;
    const { read } = process({
      sent: {
        ...real,
        async follow(...asked) {
          const isDone = await real.follow(...asked);
          if (isLost) throw new Error('lost');
          return isDone;
        },
      },
    });
    await expect(read()).rejects.toThrow('lost');
    isLost = false;
    const { builds } = world;
    expect(await read()).toBe('one');
    expect(world.builds).toBe(builds);
  });

  test('neither says of other bytes that they are of the same second', async () => {
    const { world, process } = given();
    const [one, other] = [process(), process()];
    const before = await one.feed();
    world.text = 'two';
    const after = await other.feed();
    expect(after?.lastModified).toBeGreaterThan(before?.lastModified ?? Number.POSITIVE_INFINITY);
    expect(await one.feed()).toMatchObject({ etag: after?.etag, lastModified: after?.lastModified, isDated: true });
    world.text = 'three';
    const last = await other.feed(true);
    expect(last?.lastModified).toBeGreaterThan(after?.lastModified ?? Number.POSITIVE_INFINITY);
  });

  test('both give the same bytes the same date, also when it is later than before', async () => {
    const { world, process } = given();
    const [one, other] = [process(), process()];
    await one.feed();
    world.changedAt = 9_000;
    expect((await other.feed())?.lastModified).toBe(9_000);
    expect((await one.feed())?.lastModified).toBe(9_000);
  });
});

describe('a finished feed beside other processes', () => {
  test('is looked up again after a second, for changes that another process has applied', async () => {
    const { world, process } = given();
    const { read } = process();
    await read();
    world.text = 'two';
    world.now += 500;
    expect(await read()).toBe('one');
    world.now += 501;
    expect(await read()).toBe('two');
  });

  test('is ready after a look, where it is what was sent last', async () => {
    const { world, process } = given();
    const [one, other] = [process(), process()];
    const ready = async () => (await one.cache.ready(key))?.bytes?.toString();
    expect(one.cache.ready(key)).toBeUndefined();
    await one.read();
    expect(await ready()).toBe('one');
    world.text = 'two';
    await other.read();
    expect(await ready()).toBeUndefined();
    await one.read();
    expect(await ready()).toBe('two');
  });

  test('is not ready where nobody can say what was sent last, nor where nobody registers it', async () => {
    const { records, process } = given();
    const real = sentFeeds(records);
    let isThere = true;
    const last: SentFeeds['last'] = (id) => (isThere ? real.last(id) : Promise.reject(new Error('gone')));
    const { cache, read } = process({ sent: { ...real, last } });
    await read();
    isThere = false;
    expect(await cache.ready(key)).toBeUndefined();
    await cache.read({ type: 'activity', activityId: 'd' }, 'zh', false);
    expect(cache.ready(cacheKey('/feeds/activities/d.ics', 'zh'))).toBeUndefined();
  });

  test('is not sent after a change of its center in this process', async () => {
    const { world, process } = given();
    const { read, changes } = process();
    await read();
    world.text = 'two';
    changes.changed('a');
    expect(await read()).toBe('two');
  });

  test('is looked up again when the clock was set back: nobody knows how old it is', async () => {
    const { world, process } = given();
    const { read } = process();
    await read();
    world.text = 'two';
    world.now -= 1;
    expect(await read()).toBe('two');
  });

  test('is looked up again after its time also when the clock was set back to when it was new', async () => {
    const { world, process, fire } = given();
    const { read } = process();
    await read();
    world.text = 'two';
    fire(999);
    expect(await read()).toBe('one');
    fire(1_000);
    expect(await read()).toBe('two');
  });

  test('is as old as when its building began, and leaves no timer behind when others come', async () => {
    const { world, process, fire, timers, holdUp } = given();
    const { read } = process();
    const letGo = holdUp();
    const first = read();
    await turn();
    fire(1_000);
    letGo();
    await first;
    world.text = 'two';
    expect(await read()).toBe('two');
    for (let count = 0; count < 5; count += 1) await read(true);
    expect(timers.size).toBe(1);
  });

  test('asked for all the time is looked up in the background', async () => {
    const { world, process } = given();
    const { read } = process();
    await read();
    world.text = 'two';
    world.now += 600;
    expect(await read()).toBe('one');
    await turn();
    const { builds } = world;
    expect(await read()).toBe('two');
    expect(world.builds).toBe(builds);
  });

  test('that a writer wants to see is read from the views now', async () => {
    const { world, process } = given();
    const { read } = process();
    await read();
    world.text = 'two';
    expect(await read(true)).toBe('two');
  });

  test('is looked for once and once more, however many ask at once', async () => {
    const { records, process } = given();
    const counting = { looks: 0 };
    const real = sentFeeds(records);
    const { read } = process({
      sent: {
        ...real,
        last(key) {
          counting.looks += 1;
          return real.last(key);
        },
      },
    });
    await read();
    counting.looks = 0;
    await Promise.all(Array.from({ length: 50 }, () => read()));
    expect(counting.looks).toBe(2);
  });

  test('keeps its gzip while it stays the same', async () => {
    const { world, process } = given();
    const { cache, feed } = process();
    const first = await feed();
    if (first) await cache.gzip(spec, 'zh', first);
    world.now += 2_000;
    expect((await feed())?.gzip).toBeDefined();
  });

  test('is not sent when nobody can say what others have sent', async () => {
    const { process } = given();
    const { read } = process({ sent: { last: () => Promise.reject(new Error('gone')), follow: async () => true } });
    await expect(read()).rejects.toThrow('gone');
  });

  test('is left to the ordinary route when a thousand wait already', async () => {
    const { records, process } = given();
    const real = sentFeeds(records);
    let letGo = (): void => {};
    let held: Promise<void> | undefined;
    const last: SentFeeds['last'] = async (id) => {
      await held;
      return real.last(id);
    };
    const { cache, read } = process({ sent: { ...real, last } });
    await read();
    held = new Promise((resolve) => {
      letGo = resolve;
    });
    const waiting = Array.from({ length: 1_000 }, () => cache.ready(key));
    expect(cache.ready(key)).toBeUndefined();
    letGo();
    await Promise.all(waiting);
    expect(await cache.ready(key)).toBeDefined();
  });

  test('of which the reading in the background fails is told of, and sent while it may be', async () => {
    const { world, records, process } = given();
    const real = sentFeeds(records);
    let isThere = true;
    const follow: SentFeeds['follow'] = (...asked) =>
      isThere ? real.follow(...asked) : Promise.reject(new Error('gone'));
    const { read } = process({ sent: { ...real, follow } });
    await read();
    isThere = false;
    world.text = 'two';
    world.now += 600;
    expect(await read()).toBe('one');
    await turn();
    expect(world.failures).toEqual([new Error('gone')]);
  });

  test('is given up where others are faster again and again', async () => {
    const { world, process } = given();
    const { read } = process({ sent: { last: async () => undefined, follow: async () => false } });
    await expect(read()).rejects.toThrow('/feeds/centers/a.ics|zh was sent anew by others 10 times in a row');
    expect(world.builds).toBe(10);
  });
});

describe('what nobody registers', () => {
  test.each([
    { type: 'rooms', centerId: 'a', roomIds: ['b', 'c'] },
    { type: 'activity', activityId: 'd' },
  ] as const)('$type: is read for each request, and its date tells nothing', async (unregistered) => {
    const { world, records, process } = given();
    const { cache } = process();
    const read = async () => await cache.read(unregistered, 'zh', false);
    expect((await read())?.bytes.toString()).toBe('one');
    world.text = 'two';
    expect(await read()).toMatchObject({ bytes: Buffer.from('two'), isDated: false });
    expect(await records.set('calendar-feeds-sent').list('', 10)).toEqual([]);
  });

  test('whoever asks while it is read has it read once more', async () => {
    const { world, holdUp, process } = given();
    const { cache } = process();
    const read = async () => (await cache.read({ type: 'activity', activityId: 'd' }, 'zh', false))?.bytes.toString();
    const letGo = holdUp();
    const before = read();
    await turn();
    world.text = 'two';
    const after = read();
    await turn();
    letGo();
    expect([await before, await after]).toEqual(['one', 'two']);
  });

  test('another window than the usual has no date that tells anything, also where one process has all', async () => {
    const { context } = viewsOfOneText();
    const cache = createFeedCache(context());
    expect(await cache.readWindow(spec, 'zh', { from: '2026-01-01T00:00:00Z' })).toMatchObject({ isDated: false });
  });
});
