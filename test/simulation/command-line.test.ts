import { expect, test } from '@jest/globals';
import { seedAgain } from './again.ts';
import { wantedOf } from './command-line.ts';

const refusal = (line: string): Error =>
  expect.objectContaining({ code: 'wrong-usage', message: expect.stringContaining(line) }) as unknown as Error;

test.each([
  [['--seed', '0'], '--seed: a whole number from 1 on, not 0'],
  [['--time', 'abc'], '--time: a whole number from 1 on, not abc'],
  [['--time', '0'], '--time: a whole number from 1 on, not 0'],
  [['--mutant', 'no-such'], '--mutant: one of acknowledged-before-written, '],
  [['--mutant', 'sync-off', '--mutant', 'no-such'], 'wishes-late, not no-such'],
  [['--mutant', 'sync-off', '--mutant', 'gap-ignored', '--seed', '1'], '--mutant: one of them with --seed'],
  [['--seed', '1', '--with', 'nojson'], '--with: an object of JSON, not nojson'],
  [['--seed', '1', '--with', '[]'], '--with: an object of JSON, not []'],
  [['--with', '{}'], '--with: options that a --seed has'],
  [['--seed', '1', '--with', '{"nosuch":3}'], '--with: there is no nosuch; there are seed, mode, '],
  [['--seed', '1', '--with', '{"workload":{"journeyEach":1}}'], '--with: there is no workload.journeyEach; there are '],
  [['--seed', '1', '--with', '{"workload":1}'], '--with: workload is parts, not 1'],
  [['--seed', '1', '--with', '{"topology":{}}'], '--with: topology is a list, not {}'],
  [['--seed', '1', '--with', '{"healAfterMs":"0"}'], '--with: healAfterMs is a number, not "0"'],
  [['--seeds', '5', '--trace'], '--trace: of one run'],
  [['--mutants', '--twice'], '--twice: of seeds in which nothing is planted'],
  [['--crash-points', '--call', '7'], '--crash-points: with all of --storage, --call and --verdict'],
  [['--storage', 'servers', '--call', '7', '--verdict', 'lost'], '--crash-points: with all of '],
  [['--crash-points', '--storage', 'paper'], '--storage: one of one-file, servers, not paper'],
  [['--least-events', '-1'], "Option '--least-events' argument is ambiguous"],
])('%j is refused', (args, line) => {
  expect(() => wantedOf(args)).toThrow(refusal(line));
});

test('what a failure prints is understood', () => {
  const change = { workload: { journeysEach: 2 }, topology: [], mode: 'safety' };
  const printed = seedAgain(126, { change, mutant: 'sync-off' });
  expect(printed).toBe(`npx -y pnpm@12 sim --seed 126 --with '${JSON.stringify(change)}' --mutant sync-off --trace`);
  const wanted = wantedOf(['--seed', '126', '--with', JSON.stringify(change), '--mutant', 'sync-off', '--trace']);
  expect(wanted).toMatchObject({ seed: 126, with: change, mutant: ['sync-off'], trace: true });
});

test('where two runs of a seed had differed, both are run again', () => {
  expect(seedAgain(3, { twice: true })).toBe('npx -y pnpm@12 sim --seed 3 --twice --trace');
  expect(wantedOf(['--seed', '3', '--twice', '--trace'])).toMatchObject({ seed: 3, twice: true, trace: true });
});
