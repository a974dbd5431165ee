import { random } from '@huitang/engine-simulated';
import { expect, test } from '@jest/globals';
import { createUndoJournal } from '../src/durable/journal.ts';
import { createTable } from '../src/durable/table.ts';

test('undo takes back exactly what was changed since the last sync, however it was changed', () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const dice = random(seed, 'table');
    const journal = createUndoJournal();
    const table = createTable<number>(journal);
    const change = (): void => {
      const key = `key-${dice.int(6)}`;
      if (dice.chance(0.05)) table.clear();
      else if (dice.chance(0.3)) table.delete(key);
      else table.set(key, dice.int(100));
    };
    for (let round = 0; round < 10; round += 1) change();
    journal.forget();
    const synced = table.keys().map((key) => [key, table.get(key)]);
    for (let round = 0; round < 10; round += 1) change();
    journal.undo();
    expect(table.keys().map((key) => [key, table.get(key)])).toEqual(synced);
    expect(table.values()).toEqual(synced.map(([, value]) => value));
    expect(table.size()).toBe(synced.length);
  }
});

test('keys are in order after every change', () => {
  const dice = random(1, 'keys');
  const table = createTable<number>(createUndoJournal());
  for (let round = 0; round < 500; round += 1) {
    const key = `key-${dice.int(100)}`;
    if (dice.chance(0.4)) table.delete(key);
    else table.set(key, round);
    expect(table.keys()).toEqual([...table.keys()].sort());
  }
});
