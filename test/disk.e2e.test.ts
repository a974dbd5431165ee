import { afterAll, expect, test } from '@jest/globals';
import { diskTrouble } from './crash/disk.ts';
import { smallDisk } from './crash/small-disk.ts';

const made = await smallDisk();
const whyNot = made.ok ? '' : `this machine has no disk to fill: ${made.whyNot}`;

if (!made.ok && process.env.CI) test('there is a disk to fill in CI', () => expect(whyNot).toBe(''));
// skip: a small file system has to be mounted, which not every machine allows; the name of the test says so.
const onDisk = made.ok ? test : test.skip;

afterAll(async () => {
  if (made.ok) await made.disk.end();
});

onDisk(
  `on a disk that is full, broken or read-only nothing is acknowledged that is lost, and reads are served (${made.ok ? made.disk.kind : whyNot})`,
  async () => {
    if (!made.ok) throw new Error(whyNot);
    const figures = await diskTrouble(made.disk, { seed: 20_261_125, say: () => {}, commandsMax: 60 });
    expect(figures.problems).toEqual([]);
    expect(figures.refusedFull).toBeGreaterThan(0);
    expect(figures.acknowledged).toBeGreaterThan(30);
  },
  240_000,
);
