import { afterAll, expect, test } from '@jest/globals';
import { crashLoops } from './crash/crash.ts';
import { newFolder, removeFolder } from './support/folder.ts';

const dataDir = newFolder();

afterAll(() => removeFolder(dataDir));

test('killed three times under load, the platform has everything it acknowledged, and nothing else; pnpm crash has more rounds', async () => {
  const figures = await crashLoops({ loops: 3, seed: 20_261_125, dataDir, say: () => {} });
  expect(figures.problems).toEqual([]);
  expect(figures.kills).toBeGreaterThanOrEqual(3);
  expect(figures.acknowledged).toBeGreaterThan(50);
}, 120_000);
