import { expect, test } from '@jest/globals';
import { Fault } from '../src/faults.ts';
import type { Platform } from '../src/ports/platform.ts';
import { storedPositions } from '../src/stored-positions.ts';

/** Read models that write down who is put, and refuse whom `refuses` names. */
function given(refuses: (stream: string) => boolean) {
  const puts: string[] = [];
  const collection = {
    async put(stream: string) {
      puts.push(stream);
      if (refuses(stream)) throw new Fault('store-away', 'not now', { retriable: true });
    },
  };
  // All that positions ask of a platform.
  const platform = { views: { collection: () => collection } } as unknown as Platform;
  return { puts, positions: storedPositions(platform, 'group') };
}

const at = (version: number) => ({ version, index: 0 });

test('positions that were saved are not saved again when another one could not be', async () => {
  let isAway = true;
  const { puts, positions } = given((stream) => isAway && stream === 'b');
  await positions.begin('views');
  for (const stream of ['a', 'b', 'c']) positions.applied(stream, at(1));
  await expect(positions.save()).rejects.toMatchObject({ code: 'store-away' });
  isAway = false;
  await positions.save();
  await positions.save();
  expect(puts).toEqual(['a', 'b', 'c', 'b']);
});

test('a position that grew while it was being saved is saved once more', async () => {
  const { puts, positions } = given(() => false);
  await positions.begin('views');
  positions.applied('a', at(1));
  const saving = positions.save();
  positions.applied('a', at(2));
  await saving;
  await positions.save();
  expect(puts).toEqual(['a', 'a']);
});
