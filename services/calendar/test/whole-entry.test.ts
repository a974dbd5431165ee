import { expect, test } from '@jest/globals';
import { type CalendarEntry, confirmedEntry } from '../src/domain/entry.ts';
import { ownEntry } from '../src/domain/own-entry.ts';
import { wholeEntry } from '../src/whole-entry.ts';
import { confirmed, idOf } from './given.ts';
import { memoryViews } from './memory-views.ts';

const at = (displayRevision: number) => confirmed({ displayRevision, title: `第 ${displayRevision} 版` });
const own = ownEntry(at(1), undefined);
const source = (version: number) => ({ stream: `activity/${idOf(1)}`, version, index: 0 });

/** The entries, and how often they are read before the second one is there. */
async function entriesWith(arrivesAfter: number) {
  const { views } = memoryViews();
  const entries = views.collection<CalendarEntry>({ name: 'entries', fields: {}, indexes: [] });
  await entries.put(idOf(1), confirmedEntry(at(0), undefined), source(1));
  let readings = 0;
  const get: typeof entries.get = async (id) => {
    const found = await entries.get(id);
    readings += 1;
    if (readings === arrivesAfter) await entries.put(id, confirmedEntry(at(1), undefined), source(2));
    return found;
  };
  return { entries: { ...entries, get } };
}

test('an own entry is shown with the entry that was written beside it, though that arrives later', async () => {
  expect(await wholeEntry(await entriesWith(1))(own)).toMatchObject({ title: '第 1 版', headcount: 4711, revision: 1 });
});

test('one whose entry does not arrive is shown by nobody: an older place would pass for the newest', async () => {
  await expect(wholeEntry(await entriesWith(9))(own)).rejects.toMatchObject({ code: 'entry-behind', retriable: true });
});

test('an entry that is ahead is shown as it is', async () => {
  const earlier = { ...own, displayRevision: -1 };
  expect((await wholeEntry(await entriesWith(9))(earlier)).title).toBe('第 0 版');
});

test('of one that is ahead neither revision nor time are: what is kept of the own entry has that SEQUENCE', async () => {
  const earlier = { ...own, displayRevision: -1, start: '2026-01-01T00:00:00Z', cancelled: true };
  const { displayRevision, displayChangedAt, start, end, cancelled } = earlier;
  expect(await wholeEntry(await entriesWith(9))(earlier)).toMatchObject({
    ...{ displayRevision, displayChangedAt, start, end, cancelled },
  });
});
