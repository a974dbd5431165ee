import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { contentsOf, renderedIn } from '../src/contents.ts';
import { createKeptFeeds } from '../src/kept-feeds.ts';
import { renderCalendar } from '../src/render-calendar.ts';

const MIB = 1_048_576;

const feedOf = (text: string, etag = text) => ({
  feed: { bytes: Buffer.from(text), etag, lastModified: 0, changedAt: 0, isDated: true },
  contents: contentsOf(0, []),
});

/** Of so many bytes; a letter repeated takes nearly none when it is packed. */
const large = (letter: string, mib: number) => feedOf(letter.repeat(mib * MIB), letter);

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

describe('finished feeds that are kept', () => {
  test('are ready as they were stored', () => {
    const kept = createKeptFeeds();
    const one = feedOf('one');
    kept.set('a', one);
    expect(kept.get('a')).toBe(one);
    expect(kept.get('b')).toBeUndefined();
  });

  test('are gzipped alone when others were used since, with all that conditional requests compare', async () => {
    const kept = createKeptFeeds();
    kept.set('a', large('a', 3));
    kept.set('b', large('b', 3));
    await until(() => kept.peek('a') !== undefined);
    const { feed } = kept.get('a') ?? {};
    expect(feed).toMatchObject({ etag: 'a', lastModified: 0, changedAt: 0, isDated: true });
    expect(feed?.bytes).toBeUndefined();
    expect(gunzipSync(feed?.gzip ?? '').toString()).toBe('a'.repeat(3 * MIB));
    expect(kept.get('b')?.feed.bytes).toBeDefined();
  });

  test('have their text again when it is asked for, and stay ready', async () => {
    const kept = createKeptFeeds();
    kept.set('a', large('a', 3));
    kept.set('b', large('b', 3));
    await until(() => kept.peek('a') !== undefined);
    const small = kept.get('a') ?? large('?', 0);
    const whole = await kept.unpacked('a', small);
    expect(whole.feed.bytes.toString()).toBe('a'.repeat(3 * MIB));
    expect(kept.peek('a')).toBe(whole);
  });

  test('are not put in the place of a newer one by being packed or unpacked late', async () => {
    const kept = createKeptFeeds();
    kept.set('a', large('a', 3));
    // The first is being packed from here on.
    kept.set('b', large('b', 3));
    kept.set('a', feedOf('newer'));
    // Packed itself, in this thread, while the older one still is.
    kept.set('c', large('c', 3));
    kept.set('d', large('d', 3));
    expect(kept.peek('a')?.feed.bytes).toBeUndefined();
    await until(() => kept.peek('b') !== undefined);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(kept.peek('a')?.feed.etag).toBe('newer');

    kept.set('c', large('c', 3));
    kept.set('d', large('d', 3));
    await until(() => kept.peek('c') !== undefined);
    const unpacking = kept.unpacked('c', kept.get('c') ?? large('?', 0));
    kept.set('c', feedOf('newer'));
    expect((await unpacking).feed.etag).toBe('c');
    expect(kept.peek('c')?.feed.etag).toBe('newer');
  });

  test('are never missing between the two forms where they are small', () => {
    const kept = createKeptFeeds();
    kept.set('a', feedOf('a'.repeat(10_000), 'a'));
    kept.set('b', large('b', 3));
    kept.set('c', large('c', 3));
    expect(gunzipSync(kept.peek('a')?.feed.gzip ?? '').toString()).toBe('a'.repeat(10_000));
  });

  test('are gzipped at once where one alone is larger than all that may be ready', async () => {
    const kept = createKeptFeeds();
    kept.set('a', large('a', 9));
    await until(() => kept.peek('a') !== undefined);
    expect(kept.peek('a')?.feed.bytes).toBeUndefined();
  });

  test('do not come back when they are deleted while they are packed', async () => {
    const kept = createKeptFeeds();
    kept.set('a', large('a', 3));
    kept.set('b', large('b', 3));
    kept.delete('a');
    kept.set('c', large('c', 3));
    await until(() => kept.peek('b') !== undefined);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(kept.peek('a')).toBeUndefined();
  });

  test('take no more memory than they have bytes', async () => {
    const kept = createKeptFeeds();
    kept.set('a', feedOf('a'.repeat(1_000), 'a'));
    kept.set('b', large('b', 3));
    kept.set('c', large('c', 3));
    const small = kept.peek('a');
    const zipped = small?.feed.gzip;
    expect(zipped?.buffer.byteLength).toBe(zipped?.byteLength);
    const { feed } = await kept.unpacked('a', small ?? large('?', 0));
    expect(feed.bytes.buffer.byteLength).toBe(1_000);
  });

  test('are gone when they are deleted, in either form', async () => {
    const kept = createKeptFeeds();
    kept.set('a', large('a', 3));
    kept.set('b', large('b', 3));
    await until(() => kept.peek('a') !== undefined);
    kept.delete('a');
    kept.delete('b');
    expect([kept.get('a'), kept.get('b')]).toEqual([undefined, undefined]);
  });
});

describe('which events stand in a kept feed', () => {
  /** A feed of so many events, each of them longer than `eventBytes`. */
  function calendarOf(count: number, eventBytes: number) {
    const events = Array.from({ length: count }, (_, index) => {
      // Stands in the key and in the text, as an activity's id does.
      const id = `activity-${index * 7_919}`;
      const text = `BEGIN:VEVENT\r\nUID:${id}\r\nSUMMARY:${'活'.repeat(eventBytes / 3)}\r\nEND:VEVENT\r\n`;
      return { key: `${id}/1.1/0/public/zh`, bytes: Buffer.from(text) };
    });
    const { bytes, contents } = renderCalendar({ name: '天平', timeZone: 'Asia/Shanghai' }, events);
    return { events, value: { feed: { bytes, etag: 'a', lastModified: 0, changedAt: 0, isDated: true }, contents } };
  }

  /** Stored, and not used while others were. */
  async function keptBesideOthers(value: Parameters<ReturnType<typeof createKeptFeeds>['set']>[1]) {
    const kept = createKeptFeeds();
    kept.set('a', value);
    kept.set('b', large('b', 3));
    kept.set('c', large('c', 3));
    await until(() => kept.peek('a') !== undefined);
    const small = kept.get('a');
    if (!small) throw new Error('it is not kept');
    return { kept, small };
  }

  test('is packed with it, and each event is found again in its text', async () => {
    const { events, value } = calendarOf(30, 300);
    const { kept, small } = await keptBesideOthers(value);
    expect(Buffer.isBuffer(small.contents)).toBe(true);
    const whole = await kept.unpacked('a', small);
    expect(whole.contents).toEqual(value.contents);
    const rendered = renderedIn(whole.feed.bytes, whole.contents);
    for (const { key, bytes } of events) expect(rendered(key)).toEqual(bytes);
  });

  test('is packed beside the text also where that was gzipped for somebody before', async () => {
    const { value } = calendarOf(30, 300);
    const gzip = gzipSync(value.feed.bytes, { level: 1 });
    const { kept, small } = await keptBesideOthers({ ...value, feed: { ...value.feed, gzip } });
    expect(small.feed.gzip).toBe(gzip);
    expect(Buffer.isBuffer(small.contents)).toBe(true);
    expect((await kept.unpacked('a', small)).contents).toEqual(value.contents);
  });

  test('is packed once more when the feed goes a second time', async () => {
    const { value } = calendarOf(30, 300);
    const { kept, small } = await keptBesideOthers(value);
    await kept.unpacked('a', small);
    kept.set('d', large('d', 3));
    kept.set('e', large('e', 3));
    const again = kept.peek('a');
    if (!again) throw new Error('it is not kept');
    expect(again.feed.bytes).toBeUndefined();
    expect(Buffer.isBuffer(again.contents)).toBe(true);
    expect((await kept.unpacked('a', again)).contents).toEqual(value.contents);
  });

  test.each([
    ['gzipped before', true],
    ['never gzipped', false],
  ])('stays as it is with a long text that was %s', async (_, isGzipped) => {
    const { value } = calendarOf(300, 300);
    const gzip = isGzipped ? { gzip: gzipSync(value.feed.bytes) } : {};
    const { kept, small } = await keptBesideOthers({ ...value, feed: { ...value.feed, ...gzip } });
    expect(small.feed.bytes).toBeUndefined();
    expect(small.contents).toBe(value.contents);
    expect((await kept.unpacked('a', small)).feed.bytes).toEqual(value.feed.bytes);
  });
});
