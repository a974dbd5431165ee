import { type AllocationProblem, allocate, boundOf, solveExactly } from '@huitang/room-allocation/allocator';
import { allocationInstance, loadOf, USUAL } from '../../support/allocation-instance.ts';
import { wrongIn } from '../../support/allocation-validator.ts';
import { meanOf, objectiveOf } from './measure.ts';
import { type Season, type SeasonLimits, seasonOf } from './season.ts';

/** So many requests for the same center make a load of 2.8. */
const OVERLOAD = { ...USUAL, requests: 5_100 };

/** Seasons with other days: half a minute each. */
const CROSS_DAYS = 3;

export interface AllocationBenchOptions {
  readonly seeds: number;
  readonly limits: SeasonLimits;
  /** Seconds HiGHS has for each slice of a season in which some accept other days: one problem, not thirty. */
  readonly crossDaySeconds: number;
}

const say = (line: unknown): void => {
  process.stderr.write(`${JSON.stringify(line)}\n`);
};

const rounded = (value: number, digits = 4): number => Number(value.toFixed(digits));

const roundedAll = <T extends object>(record: T): object =>
  Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, typeof value === 'number' ? rounded(value) : value]),
  );

const batchOf = (problem: AllocationProblem): AllocationProblem => ({
  ...problem,
  policy: { ...problem.policy, order: 'batch' },
});

/** What a batch is worth beside the linear relaxation, where there is room for a third of what is asked. */
async function overloadOf(seed: number): Promise<{ readonly share: number; readonly violations: number }> {
  const problem = batchOf(allocationInstance(seed, OVERLOAD));
  const batch = allocate(problem);
  const share = objectiveOf(problem, batch) / (await boundOf(problem));
  const violations = wrongIn(problem, batch).length;
  say(roundedAll({ overload: seed, load: loadOf(problem), share, violations }));
  return { share, violations };
}

/** What a batch and HiGHS are worth beside the bound, where a fifth accept other days. */
async function crossDayOf(seed: number, secondsPerPart: number) {
  const problem = batchOf(allocationInstance(seed, { ...USUAL, crossDay: true }));
  const batch = allocate(problem);
  // In a thread of its own, as a round is closed: so large a problem can be more than HiGHS has memory for.
  const limits = { secondsPerPart, timeoutMs: 60_000 * secondsPerPart + 60_000 };
  const { outcome, result: exact } = await solveExactly(problem, batch, limits);
  const { upper = await boundOf(problem), proven = false } = exact.bound ?? {};
  const violations = wrongIn(problem, batch).length + wrongIn(problem, exact).length;
  const figures = {
    batch: objectiveOf(problem, batch) / upper,
    exact: objectiveOf(problem, exact) / upper,
    violations,
  };
  say(roundedAll({ crossDay: seed, outcome, proven, ...figures }));
  return figures;
}

const least = (values: readonly number[]): number => Math.min(...values);

function figuresOf(seasons: readonly Season[]): Record<string, number> {
  const all = (name: keyof Season): readonly number[] => seasons.map((season) => season[name]);
  const sum = (name: keyof Season): number => all(name).reduce((total, value) => total + value, 0);
  return {
    onlineMean: rounded(meanOf(all('online'))),
    onlineMin: rounded(least(all('online'))),
    batchMean: rounded(meanOf(all('batch'))),
    batchMin: rounded(least(all('batch'))),
    exactMean: rounded(meanOf(all('exact'))),
    timeRatio: rounded(sum('batchMs') / sum('proveMs')),
    msPer1000: rounded(meanOf(all('onlineMs')), 1),
    p99Ms: rounded(meanOf(all('p99Ms')), 3),
    overBestFit: rounded(sum('online') / sum('bestFit')),
    overFirstFit: rounded(sum('online') / sum('firstFit')),
    wasteRatio: rounded(sum('wasteOnline') / sum('wasteFirstFit')),
    daysProven: sum('daysProven'),
    daysCut: sum('daysCut'),
  };
}

/** Every method on seasons made up from seeds, with the optimum proven; a line for each on standard error. */
export async function allocationBench(options: AllocationBenchOptions): Promise<Record<string, number>> {
  const seeds = Array.from({ length: options.seeds }, (_, index) => index + 1);
  const seasons: Season[] = [];
  for (const seed of seeds) {
    const season = await seasonOf(seed, options.limits);
    say(roundedAll(season));
    seasons.push(season);
  }
  const overloads: Awaited<ReturnType<typeof overloadOf>>[] = [];
  for (const seed of seeds) overloads.push(await overloadOf(seed));
  const crossDays: Awaited<ReturnType<typeof crossDayOf>>[] = [];
  for (const seed of seeds.slice(0, CROSS_DAYS)) crossDays.push(await crossDayOf(seed, options.crossDaySeconds));
  const violations = [...seasons, ...overloads, ...crossDays].reduce((sum, one) => sum + one.violations, 0);
  return {
    ...figuresOf(seasons),
    overload: rounded(meanOf(overloads.map(({ share }) => share))),
    overloadMin: rounded(least(overloads.map(({ share }) => share))),
    crossDayExact: rounded(meanOf(crossDays.map(({ exact }) => exact))),
    crossDayMin: rounded(least(crossDays.map(({ exact }) => exact))),
    violations,
  };
}
