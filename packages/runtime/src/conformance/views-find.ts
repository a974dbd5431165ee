import { expect, test } from '@jest/globals';
import type { Collection, Query, Views } from '../ports/views.ts';
import type { Bench } from './harness.ts';
import { at, type Entry, entries, entry } from './sample-entries.ts';

const put = (collection: Collection<Entry>, ...documents: Entry[]): Promise<boolean[]> =>
  Promise.all(documents.map((document) => collection.put(document.id, document, at(`activity/${document.id}`, 1))));

const idsOf = async (collection: Collection<Entry>, query: Query): Promise<string[]> =>
  (await collection.find(query)).items.map(({ id }) => id);

/** All pages of a query, an item a time or more. */
async function pages(collection: Collection<Entry>, query: Query): Promise<string[][]> {
  const all: string[][] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await collection.find({ ...query, ...(cursor !== undefined && { cursor }) });
    all.push(page.items.map(({ id }) => id));
    if (page.cursor === undefined) return all;
    cursor = page.cursor;
  }
}

const DAYS = ['2026-07-01', '2026-07-02', '2026-07-03', '2026-07-04'] as const;

/** Entries that differ in every field, one without any. */
const varied: readonly Entry[] = [
  entry('a', { start: DAYS[0], seats: 10, open: true, center: 'tianping', feeds: ['all', 'hall'] }),
  entry('b', { start: DAYS[1], seats: 20.5, open: false, center: 'tianping', feeds: ['all', 'garden', 'hall'] }),
  entry('c', { start: DAYS[2], seats: -3, open: true, center: 'riverside', feeds: ['all', 'all'] }),
  entry('d', { start: DAYS[3], seats: 0, open: false, center: "o'hara", feeds: [] }),
  { id: 'e', title: 'bare' },
];

const cases: readonly (readonly [string, NonNullable<Query['where']>, string[]])[] = [
  ['nothing asked', {}, ['a', 'b', 'c', 'd', 'e']],
  ['a text', { center: 'tianping' }, ['a', 'b']],
  ['a text with a quote', { center: "o'hara" }, ['d']],
  ['a number', { seats: 20.5 }, ['b']],
  ['zero is not missing', { seats: 0 }, ['d']],
  ['true', { open: true }, ['a', 'c']],
  ['false is not missing', { open: false }, ['b', 'd']],
  ['one of', { center: { in: ['riverside', "o'hara", 'nowhere'] } }, ['c', 'd']],
  ['one of numbers', { seats: { in: [10, -3] } }, ['a', 'c']],
  ['one of booleans', { open: { in: [true, false] } }, ['a', 'b', 'c', 'd']],
  ['one of nothing', { center: { in: [] } }, []],
  ['from', { start: { gte: DAYS[2] } }, ['c', 'd']],
  ['after', { start: { gt: DAYS[2] } }, ['d']],
  ['before, which what is missing is not', { start: { lt: DAYS[1] } }, ['a']],
  ['up to', { start: { lte: DAYS[1] } }, ['a', 'b']],
  ['from and before', { start: { gte: DAYS[1], lt: DAYS[3] } }, ['b', 'c']],
  ['a range of numbers', { seats: { gt: -3, lte: 10 } }, ['a', 'd']],
  ['in a list', { feeds: { contains: 'hall' } }, ['a', 'b']],
  ['in a list that says it twice', { feeds: { contains: 'all' } }, ['a', 'b', 'c']],
  ['in no list', { feeds: { contains: 'hal' } }, []],
  ['in a list, and a range', { feeds: { contains: 'all' }, start: { gte: DAYS[1] } }, ['b', 'c']],
  ['in a list, and before', { feeds: { contains: 'all' }, seats: { lt: 15 } }, ['a', 'c']],
  ['all of several', { center: 'tianping', start: { lt: DAYS[1] }, open: true, seats: { in: [10] } }, ['a']],
  ['several of which one does not hold', { center: 'tianping', open: true, feeds: { contains: 'garden' } }, []],
];

function conditions({ port }: Bench<Views>): void {
  test.each(cases)('finds by %s', async (_, where, expected) => {
    const collection = entries(port());
    await put(collection, ...varied);
    expect(await idsOf(collection, { where })).toEqual(expected);
  });

  test('follows a document that changes: the old values find it no more', async () => {
    const collection = entries(port());
    await put(collection, ...varied);
    const changed = entry('a', { center: 'riverside', start: DAYS[3], feeds: ['garden'] });
    await collection.put('a', changed, at('activity/a', 2));
    expect(await idsOf(collection, { where: { center: 'tianping' } })).toEqual(['b']);
    expect(await idsOf(collection, { where: { feeds: { contains: 'hall' } } })).toEqual(['b']);
    const garden = { where: { feeds: { contains: 'garden' } }, sort: [['start', 'asc']] } as const;
    expect(await idsOf(collection, garden)).toEqual(['b', 'a']);
  });

  test.each<[string, Query]>([
    ['a field that is not declared', { where: { nobody: 'x' } }],
    ['an order by a field that is not declared', { sort: [['nobody', 'asc']] }],
    ['a list compared as a whole', { where: { feeds: 'hall' } }],
    ['contains for what is no list', { where: { center: { contains: 'tianping' } } }],
    ['a cursor that comes from nowhere', { cursor: 'bm9uc2Vuc2U' }],
    ['a cursor of another query', { sort: [['start', 'asc']], cursor: Buffer.from('["a"]').toString('base64url') }],
  ])('rejects %s', async (_, query) => {
    await expect(entries(port()).find(query)).rejects.toMatchObject({ retriable: false });
  });
}

function sorting({ port }: Bench<Views>): void {
  test('sorts by several fields, each in its direction; ties by id; what is missing is least', async () => {
    const collection = entries(port());
    await put(
      collection,
      entry('d', { start: DAYS[0], seats: 1 }),
      entry('c', { start: DAYS[0], seats: 2 }),
      entry('b', { start: DAYS[1], seats: 1 }),
      entry('a', { start: DAYS[1], seats: 1 }),
      { id: 'e', title: 'bare' },
    );
    expect(
      await idsOf(collection, {
        sort: [
          ['start', 'asc'],
          ['seats', 'desc'],
        ],
      }),
    ).toEqual(['e', 'c', 'd', 'a', 'b']);
    expect(
      await idsOf(collection, {
        sort: [
          ['start', 'desc'],
          ['seats', 'asc'],
        ],
      }),
    ).toEqual(['a', 'b', 'd', 'c', 'e']);
    expect(await idsOf(collection, { sort: [['seats', 'desc']] })).toEqual(['c', 'a', 'b', 'd', 'e']);
  });

  test('numbers are sorted as numbers', async () => {
    const collection = entries(port());
    await put(collection, ...[9, 100, -1, 20, 2.5].map((seats) => entry(`seats ${seats}`, { seats })));
    const found = await collection.find({ sort: [['seats', 'asc']] });
    expect(found.items.map(({ seats }) => seats)).toEqual([-1, 2.5, 9, 20, 100]);
  });

  test('an order holds together with conditions on other fields', async () => {
    const collection = entries(port());
    await put(collection, ...varied);
    expect(await idsOf(collection, { where: { feeds: { contains: 'all' } }, sort: [['seats', 'desc']] })).toEqual([
      'b',
      'a',
      'c',
    ]);
    expect(await idsOf(collection, { where: { feeds: { contains: 'all' } }, sort: [['title', 'desc']] })).toEqual([
      'c',
      'b',
      'a',
    ]);
    expect(await idsOf(collection, { where: { center: 'tianping' }, sort: [['start', 'desc']] })).toEqual(['b', 'a']);
  });
}

const orders: readonly (readonly [string, Query])[] = [
  ['by id', {}],
  ['by one field', { sort: [['start', 'asc']] }],
  ['by one field, falling', { sort: [['start', 'desc']] }],
  [
    'by two fields in two directions',
    {
      sort: [
        ['seats', 'desc'],
        ['start', 'asc'],
      ],
    },
  ],
  ['by a boolean', { sort: [['open', 'asc']] }],
  ['through a list', { where: { feeds: { contains: 'all' } }, sort: [['start', 'asc']] }],
  ['through a list, falling', { where: { feeds: { contains: 'all' } }, sort: [['seats', 'desc']] }],
  ['in a range', { where: { center: 'tianping', start: { gte: '2' } }, sort: [['start', 'asc']] }],
  ['in a range, falling', { where: { start: { lt: '3' } }, sort: [['start', 'desc']] }],
];

function paging({ port }: Bench<Views>): void {
  test.each(orders)('pages %s give what one page gives, each item once', async (_, query) => {
    const collection = entries(port());
    const many = Array.from({ length: 23 }, (__, n) => {
      const fields = { start: `2026-07-0${1 + (n % 3)}`, seats: n % 4, open: n % 2 === 0, feeds: n % 5 ? ['all'] : [] };
      return n % 7 === 6 ? { id: `id-${n}`, title: 'bare', feeds: ['all'] } : entry(`id-${n}`, fields);
    });
    await put(collection, ...many);
    const whole = await idsOf(collection, query);
    expect(whole.length).toBeGreaterThan(10);
    for (const limit of [1, 4, whole.length]) {
      const found = await pages(collection, { ...query, limit });
      expect(found.flat()).toEqual(whole);
      expect(found).toHaveLength(Math.ceil(whole.length / limit));
    }
  });

  test('a cursor keeps its place while documents come and go around it', async () => {
    const collection = entries(port());
    await put(collection, ...[10, 20, 30, 40, 50].map((seats) => entry(`s${seats}`, { seats })));
    const sort = [['seats', 'asc']] as const;
    const first = await collection.find({ sort, limit: 2 });
    expect(first.items.map(({ id }) => id)).toEqual(['s10', 's20']);
    await collection.remove('s20', at('activity/s20', 2));
    await put(collection, entry('s15', { seats: 15 }), entry('s25', { seats: 25 }));
    expect(await idsOf(collection, { sort, cursor: first.cursor ?? '' })).toEqual(['s25', 's30', 's40', 's50']);
  });

  test('a page has 100 items unless asked otherwise, and never more than 10,000', async () => {
    const collection = entries(port());
    await put(collection, ...Array.from({ length: 130 }, (_, n) => entry(`id-${n}`)));
    expect((await collection.find({})).items).toHaveLength(100);
    expect((await collection.find({ limit: 1_000_000 })).items).toHaveLength(130);
    expect((await collection.find({ limit: 130 })).cursor).toBeUndefined();
  });
}

export function finding(bench: Bench<Views>): void {
  conditions(bench);
  sorting(bench);
  paging(bench);
}
