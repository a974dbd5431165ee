import { random } from '@huitang/engine-simulated';
import { expect, test } from '@jest/globals';
import { createOutages } from './outages.ts';

const PORTS = [
  'log.append',
  'history',
  'records.due',
  'views.get',
  'vault.get',
  'bus.publish',
  'mailer.send',
  'disk.sync',
];

const away = (outages: ReturnType<typeof createOutages>, process: string, now: number): readonly string[] =>
  PORTS.filter((what) => outages.isOut({ what, process }, now));

test('what is away comes back after seconds or minutes, or when everybody does; a disk of its own is never away', () => {
  for (let seed = 1; seed <= 50; seed += 1) {
    const outages = createOutages();
    expect(away(outages, 'a', 0)).toEqual([]);
    outages.begin(random(seed, 'outage'), 1_000, ['a']);
    const out = away(outages, 'a', 5_999);
    expect(out.length).toBeGreaterThan(0);
    expect(out).not.toContain('disk.sync');
    // Whoever cannot reach a log cannot read what is in it by another way.
    expect(out.includes('history')).toBe(out.includes('log.append'));
    expect(away(outages, 'a', 1_000 + 600_000)).toEqual([]);
    outages.end();
    expect(away(outages, 'a', 5_999)).toEqual([]);
  }
});

test('two are away at once at most', () => {
  for (let seed = 1; seed <= 50; seed += 1) {
    const [outages, two] = [createOutages(), createOutages()];
    const [dice, same] = [random(seed, 'outage'), random(seed, 'outage')];
    for (let count = 1; count <= 20; count += 1) outages.begin(dice, 0, []);
    for (let count = 1; count <= 2; count += 1) two.begin(same, 0, []);
    expect(away(outages, 'a', 1)).toEqual(away(two, 'a', 1));
  }
});

test('some are away for one process, others for all', () => {
  const seen = new Set<boolean>();
  for (let seed = 1; seed <= 50; seed += 1) {
    const outages = createOutages();
    outages.begin(random(seed, 'outage'), 0, ['a']);
    seen.add(away(outages, 'b', 1).length > 0);
  }
  expect(seen.size).toBe(2);
});
