import type { MongoEngine } from '@huitang/engine-mongo';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { UNUSED_MAX_MS } from '../src/views/outdated.ts';
import { beside, emptyAll, openHere, PREFIX, passTime, SERVICE } from './open-engine.ts';

const first = { name: 'changing', fields: { center: 'text' }, indexes: [] } as const;
const second = { ...first, indexes: [['center']] } as const;
const POSITIONS = { name: 'positions.x', fields: {}, indexes: [], byIdOnly: true } as const;
const AT = { stream: 'a', version: 1, index: 0 };

const opened: MongoEngine[] = [];
beforeEach(emptyAll);
afterEach(async () => {
  for (const engine of opened.splice(0)) await engine.close();
});

async function open(): Promise<MongoEngine> {
  const engine = await openHere();
  opened.push(engine);
  return engine;
}

const rowsIn = ({ views }: MongoEngine, definition: typeof first | typeof second) =>
  views.collection<{ n: number }>(definition);

/** What the database has of it. */
async function stored(): Promise<readonly string[]> {
  const database = (await beside()).getClient().db(`${PREFIX}_${SERVICE}`);
  const collections = (await database.listCollections().toArray()).map(({ name }) => name);
  const positions = await database.collection<{ _id: string }>('by-id').find().toArray();
  return [...collections.filter((name) => name.startsWith('view.changing')), ...positions.map(({ _id }) => _id)].sort();
}

test('a running process goes on showing its definition, however many with another one are opened and begin', async () => {
  const old = await open();
  await rowsIn(old, first).put('a', { n: 1 }, AT);
  await rowsIn(await open(), second).clear();
  await rowsIn(await open(), second).put('b', { n: 2 }, AT);
  await open();
  expect((await rowsIn(old, first).find({})).items).toEqual([{ n: 1 }]);
  await old.ready();
});

test('two that open the same new definition at once have the same collection', async () => {
  const [one, two] = [await open(), await open()];
  const names = await Promise.all([one, two].map((engine) => rowsIn(engine, second).generation?.name()));
  expect(names[0]).toBe(names[1]);
  await rowsIn(one, second).put('a', { n: 1 }, AT);
  expect(await rowsIn(two, second).get('a')).toEqual({ n: 1 });
});

test('what nobody has used for long is dropped at an opening, with what hangs on it, and its name is not given again', async () => {
  const old = await open();
  await rowsIn(old, first).put('a', { n: 1 }, AT);
  const name = await rowsIn(old, first).generation?.name();
  await old.views.collection({ ...POSITIONS, of: name ?? '' }).put('a', { version: 1 }, AT);
  await old.close();
  const next = await open();
  await rowsIn(next, second).put('a', { n: 2 }, AT);
  await next.views.collection({ ...POSITIONS, of: 'changing@2' }).put('a', { version: 1 }, AT);
  passTime(UNUSED_MAX_MS);
  await next.ready();
  expect(await stored()).toEqual(['positions.x@1/a', 'positions.x@2/a', 'view.changing@1', 'view.changing@2']);
  const later = await open();
  expect(await stored()).toEqual(['positions.x@2/a', 'view.changing@2']);
  expect(await rowsIn(later, first).generation?.name()).toBe('changing@3');
  expect(await rowsIn(later, first).get('a')).toBeUndefined();
});

test('what is in use is not dropped, however long ago it was opened', async () => {
  const old = await open();
  await rowsIn(old, first).put('a', { n: 1 }, AT);
  passTime(UNUSED_MAX_MS - 1);
  await old.ready();
  await rowsIn(await open(), second).clear();
  passTime(1);
  await open();
  expect(await rowsIn(old, first).get('a')).toEqual({ n: 1 });
  expect(await stored()).toContain('view.changing@1');
});

test('what all have left alone for long is dropped but for what was used last', async () => {
  await rowsIn(await open(), first).put('a', { n: 1 }, AT);
  passTime(1);
  await rowsIn(await open(), second).put('a', { n: 2 }, AT);
  passTime(2 * UNUSED_MAX_MS);
  const engine = await open();
  expect(await rowsIn(engine, second).get('a')).toEqual({ n: 2 });
  expect(await stored()).not.toContain('view.changing@1');
});
