import { describe, expect, test } from '@jest/globals';
import type { Views } from '../ports/views.ts';
import { type Bench, type OpenHarness, useHarness } from './harness.ts';
import { at, type Entry, entries, entry, entryDefinition } from './sample-entries.ts';
import { finding } from './views-find.ts';

/** All of them in another order, for a step that has no divisor in common with their number. */
const shuffled = <T>(all: readonly T[], step: number): readonly T[] =>
  all
    .map((one, index) => ({ one, place: (index * step) % all.length }))
    .sort((a, b) => a.place - b.place)
    .map(({ one }) => one);

function guarding({ port }: Bench<Views>): void {
  test('shows what was put, and takes only what comes after it in its stream', async () => {
    const collection = entries(port());
    expect(await collection.get('a')).toBeUndefined();
    expect(await collection.put('a', entry('a', { title: 'second' }), at('activity/a', 2, 1))).toBe(true);
    expect(await collection.put('a', entry('a', { title: 'same' }), at('activity/a', 2, 1))).toBe(false);
    expect(await collection.put('a', entry('a', { title: 'before' }), at('activity/a', 2, 0))).toBe(false);
    expect(await collection.put('a', entry('a', { title: 'long before' }), at('activity/a', 1, 9))).toBe(false);
    expect((await collection.get('a'))?.title).toBe('second');
    expect(await collection.put('a', entry('a', { title: 'next event' }), at('activity/a', 2, 2))).toBe(true);
    expect(await collection.put('a', entry('a', { title: 'next version' }), at('activity/a', 10, 0))).toBe(true);
    expect((await collection.get('a'))?.title).toBe('next version');
  });

  test('what was removed comes back only by a later change, not by a repeated one', async () => {
    const collection = entries(port());
    await collection.put('a', entry('a'), at('activity/a', 1));
    expect(await collection.remove('a', at('activity/a', 1))).toBe(false);
    expect(await collection.remove('a', at('activity/a', 3))).toBe(true);
    expect(await collection.get('a')).toBeUndefined();
    expect((await collection.find({})).items).toEqual([]);
    expect((await collection.find({ where: { feeds: { contains: 'all' } } })).items).toEqual([]);
    expect(await collection.put('a', entry('a'), at('activity/a', 2))).toBe(false);
    expect(await collection.get('a')).toBeUndefined();
    expect(await collection.put('a', entry('a'), at('activity/a', 4))).toBe(true);
    expect(await collection.get('a')).toEqual(entry('a'));
  });

  test('a removal that comes before the first put still counts', async () => {
    const collection = entries(port());
    expect(await collection.remove('a', at('activity/a', 5))).toBe(true);
    expect(await collection.put('a', entry('a'), at('activity/a', 4))).toBe(false);
    expect(await collection.get('a')).toBeUndefined();
  });

  test('clear() forgets everything, tombstones too', async () => {
    const collection = entries(port());
    await collection.put('a', entry('a'), at('activity/a', 5));
    await collection.remove('b', at('activity/b', 5));
    await collection.clear();
    expect((await collection.find({})).items).toEqual([]);
    expect((await collection.find({ where: { feeds: { contains: 'all' } } })).items).toEqual([]);
    for (const id of ['a', 'b']) expect(await collection.put(id, entry(id), at(`activity/${id}`, 1))).toBe(true);
    expect((await collection.find({ where: { feeds: { contains: 'all' } } })).items).toHaveLength(2);
  });

  test('changes of many streams give the same documents in any order and however often they come', async () => {
    const changes = ['a', 'b', 'c'].flatMap((id) =>
      [1, 2, 3, 4].map((version) => ({ id, version, removed: id === 'b' && version === 4 })),
    );
    const shown: unknown[] = [];
    for (const step of [1, 5, 7, 11]) {
      const collection = entries(port());
      await collection.clear();
      for (let round = 0; round < 2; round += 1) {
        for (const { id, version, removed } of shuffled(changes, step)) {
          const position = at(`activity/${id}`, version);
          if (removed) await collection.remove(id, position);
          else await collection.put(id, entry(id, { title: `v${version}`, feeds: [`v${version}`] }), position);
        }
      }
      const found = await collection.find({ sort: [['title', 'asc']] });
      const listed = await collection.find({ where: { feeds: { contains: 'v4' } } });
      shown.push([found.items, listed.items]);
    }
    expect(new Set(shown.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(shown[0]).toMatchObject([
      [
        { id: 'a', title: 'v4' },
        { id: 'c', title: 'v4' },
      ],
      [{ id: 'a' }, { id: 'c' }],
    ]);
  });

  test('of changes put at once the last one of the stream is shown', async () => {
    const collection = entries(port());
    const versions = [3, 1, 5, 2, 4];
    await Promise.all(versions.map((n) => collection.put('a', entry('a', { title: `v${n}` }), at('activity/a', n))));
    expect((await collection.get('a'))?.title).toBe('v5');
  });

  test('many that are put in one call are shown each as if it had been put by itself', async () => {
    const collection = entries(port());
    const placed = (id: string, version: number) => ({
      id,
      document: entry(id, { title: `v${version}`, feeds: [`v${version}`] }),
      at: at(`activity/${id}`, version),
    });
    await collection.putAll([]);
    await collection.put('b', entry('b', { title: 'earlier' }), at('activity/b', 1));
    await collection.put('c', entry('c', { title: 'later' }), at('activity/c', 3));
    await collection.remove('d', at('activity/d', 3));
    await collection.putAll(['a', 'b', 'c', 'd', 'e'].map((id) => placed(id, 2)));
    const { items } = await collection.find({ sort: [['title', 'asc']] });
    expect(items.map(({ id, title }) => [id, title])).toEqual([
      ['c', 'later'],
      ['a', 'v2'],
      ['b', 'v2'],
      ['e', 'v2'],
    ]);
    expect((await collection.find({ where: { feeds: { contains: 'v2' } } })).items).toHaveLength(3);
    await Promise.all([3, 5, 4].map((version) => collection.putAll(['a', 'd', 'f'].map((id) => placed(id, version)))));
    for (const id of ['a', 'd', 'f']) expect((await collection.get(id))?.title).toBe('v5');
  });

  test('a document is kept as it was when put, and what is handed out is a copy', async () => {
    const collection = entries(port());
    const document = { ...entry('a'), more: { nested: ['党', '\0', null, 1.5] } };
    const put = collection.put('a', document, at('activity/a', 1));
    document.title = 'changed afterwards';
    await put;
    const first = await collection.get('a');
    expect(first).toEqual({ ...entry('a'), more: { nested: ['党', '\0', null, 1.5] } });
    if (first) Object.assign(first, { title: 'changed by a reader' });
    expect((await collection.get('a'))?.title).toBe(entry('a').title);
  });
}

function defining({ port, reopen }: Bench<Views>): void {
  test('the same definition gives the same collection, also after reopening, tombstones included', async () => {
    await entries(port()).put('a', entry('a'), at('activity/a', 1));
    await entries(port()).remove('b', at('activity/b', 2));
    expect(await entries(port()).get('a')).toEqual(entry('a'));
    const collection = entries(await reopen());
    expect((await collection.find({ where: { center: 'tianping' } })).items).toEqual([entry('a')]);
    expect((await collection.find({ where: { feeds: { contains: 'all' } } })).items).toEqual([entry('a')]);
    expect(await collection.put('a', entry('a'), at('activity/a', 1))).toBe(false);
    expect(await collection.put('b', entry('b'), at('activity/b', 1))).toBe(false);
  });

  test('without generations: is new until it has been cleared for the first time, also after reopening, and again when it is changed', async () => {
    const collection = entries(port());
    if (collection.generation) return;
    expect(collection.isNew).toBe(true);
    await collection.put('a', entry('a'), at('activity/a', 1));
    const again = entries(await reopen());
    expect(again.isNew).toBe(true);
    await again.clear();
    expect(again.isNew).toBe(false);
    const views = await reopen();
    expect(entries(views).isNew).toBe(false);
    const changed = (await reopen()).collection<Entry>({ ...entryDefinition, indexes: [['start']] });
    expect(changed.isNew).toBe(true);
  });

  test('with generations: each definition has one, the same after reopening, and is never new', async () => {
    const { generation, isNew } = entries(port());
    if (!generation) return;
    expect(isNew).toBe(false);
    const name = await generation.name();
    expect(name).toMatch(new RegExp(`^${entryDefinition.name}@\\d+$`));
    const changed = (await reopen()).collection<Entry>({ ...entryDefinition, indexes: [['start']] });
    expect(await changed.generation?.name()).not.toBe(name);
    expect(await entries(await reopen()).generation?.name()).toBe(name);
  });

  test('with generations: a renewed one is empty, also for the process that renewed it, and has another name', async () => {
    const collection = entries(port());
    if (!collection.generation) return;
    await collection.put('a', entry('a'), at('activity/a', 1));
    const name = await collection.generation.name();
    await collection.generation.renew();
    expect(await collection.get('a')).toBeUndefined();
    const renewed = await collection.generation.name();
    expect(renewed).not.toBe(name);
    await collection.put('a', entry('b'), at('activity/a', 1));
    const again = entries(await reopen());
    expect(await again.generation?.name()).toBe(renewed);
    expect((await again.get('a'))?.title).toBe(entry('b').title);
  });

  test('with generations: what hangs on something else is another collection, and comes back with it', async () => {
    const definition = { name: 'positions.one', fields: {}, indexes: [], byIdOnly: true } as const;
    const of = (views: Views, what: string) => views.collection<{ n: number }>({ ...definition, of: what });
    if (!of(port(), 'one').generation) return;
    await of(port(), 'one').put('activity/a', { n: 1 }, at('activity/a', 1));
    const views = await reopen();
    expect(await of(views, 'two').get('activity/a')).toBeUndefined();
    await of(views, 'two').put('activity/a', { n: 2 }, at('activity/a', 1));
    await of(views, 'two').clear();
    expect(await of(await reopen(), 'one').get('activity/a')).toEqual({ n: 1 });
    expect(await of(port(), 'two').get('activity/a')).toBeUndefined();
  });

  test('a changed definition is made anew, empty; other collections stay', async () => {
    await entries(port()).put('a', entry('a'), at('activity/a', 1));
    const other = { name: 'positions.calendar.views', fields: {}, indexes: [] };
    await port().collection(other).put('activity/a', { version: 1 }, at('activity/a', 1));
    const views = await reopen();
    const changed = views.collection<Entry>({ ...entryDefinition, indexes: [['start']] });
    expect(await changed.get('a')).toBeUndefined();
    expect((await changed.find({ where: { feeds: { contains: 'all' } } })).items).toEqual([]);
    expect(await changed.put('a', entry('a'), at('activity/a', 1))).toBe(true);
    expect((await changed.find({ where: { feeds: { contains: 'all' } } })).items).toEqual([entry('a')]);
    expect(await views.collection(other).get('activity/a')).toEqual({ version: 1 });
  });

  test('a collection read by id only keeps every other promise', async () => {
    const definition = { name: 'positions.one', fields: {}, indexes: [], byIdOnly: true } as const;
    const one = port().collection<{ n: number }>(definition);
    const two = port().collection<{ n: number }>({ ...definition, name: 'positions.two' });
    expect(await one.put('activity/a', { n: 2 }, at('activity/a', 2))).toBe(true);
    expect(await one.put('activity/a', { n: 1 }, at('activity/a', 1))).toBe(false);
    expect(await one.put('activity/a', { n: 2 }, at('activity/a', 2))).toBe(false);
    expect(await one.put('activity/a', { n: 3 }, at('activity/a', 2, 1))).toBe(true);
    expect(await two.get('activity/a')).toBeUndefined();
    expect(await two.put('activity/a', { n: 7 }, at('activity/a', 1))).toBe(true);
    const ids = ['activity/a', 'activity/b'];
    await one.putAll(ids.map((id) => ({ id, document: { n: 2 }, at: at(id, 2) })));
    expect(await Promise.all(ids.map((id) => one.get(id)))).toEqual([{ n: 3 }, { n: 2 }]);
    expect(await one.remove('activity/a', at('activity/a', 3))).toBe(true);
    expect(await one.put('activity/a', { n: 3 }, at('activity/a', 3))).toBe(false);
    await expect(one.find({})).rejects.toMatchObject({ code: 'invalid-query' });
    const views = await reopen();
    expect(await views.collection(definition).get('activity/a')).toBeUndefined();
    expect(await views.collection(definition).put('activity/a', { n: 3 }, at('activity/a', 3))).toBe(false);
    await views.collection(definition).clear();
    expect(await views.collection(definition).put('activity/a', { n: 1 }, at('activity/a', 1))).toBe(true);
    expect(await views.collection({ ...definition, name: 'positions.two' }).get('activity/a')).toEqual({ n: 7 });
  });

  test('collections do not see each other', async () => {
    const one = port().collection<Entry>({ ...entryDefinition, name: 'one' });
    const two = port().collection<Entry>({ ...entryDefinition, name: 'two' });
    await one.put('a', entry('a'), at('activity/a', 1));
    expect(await two.get('a')).toBeUndefined();
    expect(await two.put('a', entry('a'), at('activity/a', 1))).toBe(true);
    await two.clear();
    expect(await one.get('a')).toEqual(entry('a'));
  });
}

/** Every promise of Views, for what `open` gives. */
export function viewsConformance(name: string, open: OpenHarness<Views>): void {
  describe(`Views on ${name}`, () => {
    const bench = useHarness(open);
    describe('guarded changes', () => guarding(bench));
    describe('definitions', () => defining(bench));
    describe('finding', () => finding(bench));
  });
}
