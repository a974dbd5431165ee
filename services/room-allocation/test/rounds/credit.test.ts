import type { Collection } from '@huitang/runtime';
import { expect, test } from '@jest/globals';
import type { Unmet } from '../../src/demand/unmet.ts';
import { creditsAt } from '../../src/rounds/credit.ts';
import { unmet } from '../demand/given.ts';

const DAY = 1440;
const before = unmet().start;
/** The day of a round, a week after the wishes of these tests. */
const day = { start: before + 7 * DAY, end: before + 8 * DAY };

async function creditsFor(rows: readonly Unmet[]) {
  const asked: unknown[] = [];
  // Of a collection only this is asked.
  const collection = {
    async find({ where }: { where: { start: { gte: number; lt: number } } }) {
      asked.push(where);
      return { items: rows.filter(({ start }) => start >= where.start.gte && start < where.start.lt) };
    },
  } as unknown as Collection<Unmet>;
  const credits = Object.fromEntries(await creditsAt(collection, 'tianping', day));
  expect(asked).toEqual([{ center: 'tianping', start: { gte: day.start - 90 * DAY, lt: day.start } }]);
  return credits;
}

const wishOf = (asker: string, organizationId: string, change: Partial<Unmet> = {}): Unmet =>
  unmet({ asker, ...change, wish: { organizationId } });

test('counts each wish that was turned down, up to three', async () => {
  const rows = ['a', 'b', 'c', 'd'].map((asker, index) => wishOf(asker, 'many', { start: before - index * DAY }));
  expect(await creditsFor([...rows, wishOf('x', 'one')])).toEqual({ many: 0.75, one: 0.25 });
});

test('counts the repeats of a wish once, and nothing that was given in the end or only looked for', async () => {
  const rows = [
    wishOf('a', 'one'),
    wishOf('b', 'one'),
    wishOf('c', 'two', { revision: 1 }),
    wishOf('c', 'two', { revision: 2, outcome: 'moved' }),
    wishOf('d', 'three', { outcome: 'found-nothing' }),
  ];
  expect(await creditsFor(rows)).toEqual({ one: 0.25 });
});

test('counts what others had or were given, and nothing that nobody could have had', async () => {
  const refusedFor = (code: string, hadByOthers?: boolean) =>
    wishOf(`wants-${code}`, `wants-${code}`, {
      reasons: [{ code }, { code: 'taken' }],
      ...(hadByOthers !== undefined && { hadByOthers }),
    });
  const had = ['taken', 'people-busy', 'person-busy', 'stop-busy'];
  const short = ['too-few-rooms', 'too-few-people', 'kit-short'];
  const hopeless = [
    ...['no-room-large-enough', 'no-room-with-features', 'no-such-person', 'no-such-resource', 'closed', 'room-closed'],
    ...['not-bookable-by-kind', 'not-bookable-yet', 'not-bookable-so-soon', 'quota-exceeded', 'left-out', 'round-open'],
  ];
  const credited = (codes: readonly string[]) => Object.fromEntries(codes.map((code) => [`wants-${code}`, 0.25]));
  const all = [...had, ...short, ...hopeless];
  expect(await creditsFor(all.map((code) => refusedFor(code, true)))).toEqual(credited([...had, ...short]));
  expect(await creditsFor(all.map((code) => refusedFor(code, false)))).toEqual({});
  // Told before it was told who had it: what is short may never have been there.
  expect(await creditsFor(all.map((code) => refusedFor(code)))).toEqual(credited(had));
  const closing = { outcome: 'displaced', reasons: [{ code: 'closed-for' }] } as const;
  expect(await creditsFor([wishOf('x', 'displaced', closing)])).toEqual({ displaced: 0.25 });
});

test('counts ninety days back and not the day itself', async () => {
  const at = (start: number) => wishOf('a', 'one', { start });
  expect(await creditsFor([at(day.start - 90 * DAY)])).toEqual({ one: 0.25 });
  expect(await creditsFor([at(day.start - 90 * DAY - 1)])).toEqual({});
  expect(await creditsFor([at(day.start)])).toEqual({});
});
