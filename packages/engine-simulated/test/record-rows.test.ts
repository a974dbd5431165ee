import { random } from '@huitang/engine-simulated';
import { expect, test } from '@jest/globals';
import { createUndoJournal } from '../src/durable/journal.ts';
import { createRecordRows, type RecordRow } from '../src/durable/record-rows.ts';

const KEYS = Array.from({ length: 8 }, (_, index) => `key-${index}`);

test('what is due and what expires is in order after every change, and after what was not synced is taken back', () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const dice = random(seed, 'records');
    const journal = createUndoJournal();
    const rows = createRecordRows(journal);
    const time = (): number | undefined => (dice.chance(0.3) ? undefined : dice.int(3));
    const upTo = (at: number, timeOf: (row: RecordRow) => number | undefined): readonly RecordRow[] =>
      KEYS.flatMap((key) => rows.get(key) ?? [])
        .filter((row) => (timeOf(row) ?? Number.POSITIVE_INFINITY) <= at)
        .sort((a, b) => (timeOf(a) ?? 0) - (timeOf(b) ?? 0));
    const compare = (): void => {
      for (const at of [-1, 0, 1, 2]) {
        expect(rows.dueBy(at)).toEqual(upTo(at, ({ dueAt }) => dueAt));
        expect(rows.expiredBy(at)).toEqual(upTo(at, ({ expiresAt }) => expiresAt));
      }
    };
    for (let round = 0; round < 40; round += 1) {
      const key = dice.pick(KEYS);
      const drawn = dice.fraction();
      if (drawn < 0.1) journal.forget();
      else if (drawn < 0.2) journal.undo();
      else if (drawn < 0.45) rows.delete(key);
      else rows.set({ key, value: String(round), dueAt: time(), expiresAt: time() });
      compare();
    }
  }
});
