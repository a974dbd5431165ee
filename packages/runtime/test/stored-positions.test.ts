import { expect, test } from '@jest/globals';
import { Fault } from '../src/faults.ts';
import type { Platform } from '../src/ports/platform.ts';
import type { PlacedDocument } from '../src/ports/views.ts';
import { storedPositions } from '../src/stored-positions.ts';

/** Read models that write down who is put in each call, and refuse all while they are away. */
function given() {
  const calls: string[][] = [];
  const store = { isAway: false };
  const collection = {
    async putAll(documents: readonly PlacedDocument<unknown>[]) {
      calls.push(documents.map(({ id, at }) => `${id}@${at.version}`));
      if (store.isAway) throw new Fault('store-away', 'not now', { retriable: true });
    },
  };
  // All that positions ask of a platform.
  const platform = { views: { collection: () => collection } } as unknown as Platform;
  return { calls, store, positions: storedPositions(platform, 'group') };
}

const at = (version: number) => ({ version, index: 0 });

test('all positions are saved in one call, and none is saved again', async () => {
  const { calls, positions } = given();
  await positions.begin('views');
  for (const stream of ['a', 'b', 'c']) positions.applied(stream, at(1));
  positions.applied('a', at(2));
  await positions.save();
  await positions.save();
  expect(calls).toEqual([['a@2', 'b@1', 'c@1']]);
});

test('what could not be saved is saved the next time', async () => {
  const { calls, store, positions } = given();
  await positions.begin('views');
  positions.applied('a', at(1));
  store.isAway = true;
  await expect(positions.save()).rejects.toMatchObject({ code: 'store-away' });
  store.isAway = false;
  positions.applied('b', at(1));
  await positions.save();
  await positions.save();
  expect(calls).toEqual([['a@1'], ['a@1', 'b@1']]);
});

test('a position that grew while it was being saved is saved once more', async () => {
  const { calls, positions } = given();
  await positions.begin('views');
  positions.applied('a', at(1));
  const saving = positions.save();
  positions.applied('a', at(2));
  await saving;
  await positions.save();
  expect(calls).toEqual([['a@1'], ['a@2']]);
});
