import { type AllocationProblem, allocate, exactly } from '@huitang/room-allocation/allocator';
import { allocationInstance, loadOf } from '../../support/allocation-instance.ts';
import { wrongIn } from '../../support/allocation-validator.ts';
import { bestFit, firstFit, preferredOnly } from './baselines.ts';
import { costOf, daysOf, fastest, msOfEach, quantile, wastePerBooking, weightOf } from './measure.ts';

/** A batch takes long enough to be measured well in a few runs. */
const BATCH_TRIES = 3;

export interface SeasonLimits {
  /** Seconds a day in which HiGHS may prove the optimum. */
  readonly proveSeconds: number;
  /** Seconds a day that HiGHS has as the end of a batch. */
  readonly closeSeconds: number;
  /** How often each quick thing is done; the shortest counts. */
  readonly tries: number;
}

/** What one season came to: weights are shares of the proven optimum. */
export interface Season {
  readonly seed: number;
  readonly load: number;
  readonly optimum: number;
  readonly daysProven: number;
  readonly daysCut: number;
  readonly preferredOnly: number;
  readonly firstFit: number;
  readonly bestFit: number;
  readonly online: number;
  readonly batch: number;
  readonly exact: number;
  readonly onlineMs: number;
  readonly p99Ms: number;
  readonly batchMs: number;
  readonly proveMs: number;
  readonly moves: number;
  readonly wasteFirstFit: number;
  readonly wasteBestFit: number;
  readonly wasteOnline: number;
  readonly wasteBatch: number;
  readonly violations: number;
}

interface Proven {
  readonly weight: number;
  readonly days: number;
  readonly cut: number;
  readonly ms: number;
  readonly violations: number;
}

/** The optimum, day by day. A day that is cut short counts with the bound, so that no share is flattered. */
async function prove(problem: AllocationProblem, secondsPerPart: number): Promise<Proven> {
  const sum = { weight: 0, days: 0, cut: 0, ms: 0, violations: 0 };
  for (const day of daysOf(problem)) {
    const batch = allocate(day);
    const { ms, value: found } = await costOf(() => exactly(day, batch, { secondsPerPart }));
    sum.ms += ms;
    const isProven = found.bound?.proven === true;
    sum.days += 1;
    sum.cut += isProven ? 0 : 1;
    sum.weight += isProven ? weightOf(day, found) : Math.ceil((found.bound?.upper ?? 0) / 10_000);
    sum.violations += wrongIn(day, found).length;
  }
  return sum;
}

/** One season by every method. */
export async function seasonOf(seed: number, limits: SeasonLimits): Promise<Season> {
  const problem = allocationInstance(seed);
  const together: AllocationProblem = { ...problem, policy: { ...problem.policy, order: 'batch' } };
  const online = fastest(limits.tries, () => allocate(problem));
  const batch = fastest(BATCH_TRIES, () => allocate(together));
  const proven = await prove(together, limits.proveSeconds);
  const exact = await exactly(together, batch.value, { secondsPerPart: limits.closeSeconds });
  const share = (weight: number): number => weight / proven.weight;
  const [first, best] = [firstFit(problem), bestFit(problem)];
  const wrong = [online.value, batch.value, exact].reduce((sum, result) => sum + wrongIn(problem, result).length, 0);
  return {
    seed,
    load: loadOf(problem),
    optimum: proven.weight,
    daysProven: proven.days - proven.cut,
    daysCut: proven.cut,
    preferredOnly: share(preferredOnly(problem).weight),
    firstFit: share(first.weight),
    bestFit: share(best.weight),
    online: share(weightOf(problem, online.value)),
    batch: share(weightOf(problem, batch.value)),
    exact: share(weightOf(problem, exact)),
    onlineMs: online.ms,
    p99Ms: quantile(msOfEach(problem, limits.tries), 0.99),
    batchMs: batch.ms,
    proveMs: proven.ms,
    moves: online.value.moves.length,
    wasteFirstFit: first.wasted / first.accepted,
    wasteBestFit: best.wasted / best.accepted,
    wasteOnline: wastePerBooking(online.value),
    wasteBatch: wastePerBooking(batch.value),
    violations: wrong + proven.violations,
  };
}
