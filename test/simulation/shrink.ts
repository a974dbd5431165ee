import type { Disturbances } from './disturbances.ts';
import { none, onOneFile } from './disturbances.ts';
import { ordinary } from './eras.ts';
import { type FaultRates, noRates } from './fault-rates.ts';
import type { RunOptions, WorkloadSize } from './options.ts';
import type { RunResult } from './simulate.ts';
import { oneProcess } from './topology.ts';

/** Runs that are tried at most, so that somebody who waits gets something. */
const TRIES_MAX = 120;

export interface Shrunk {
  readonly options: RunOptions;
  readonly result: RunResult;
  readonly tries: number;
}

const smaller = (value: number, least: number): readonly number[] =>
  [...new Set([least, Math.floor((value + least) / 2), value - 1])].filter((one) => one >= least && one < value);

/** Parts of a workload that are there or not. */
const PARTS = [
  'windows',
  'rounds',
  'quotas',
  'neighbours',
  'rules',
  'preferences',
  'foreseeing',
  'staff',
  'soon',
  'variety',
] as const;

function smallerWorkloads(workload: WorkloadSize): readonly WorkloadSize[] {
  const { centers, roomsEach, organizers, journeysEach, subscribers, impatient } = workload;
  return [
    ...PARTS.filter((part) => workload[part]).map((part) => ({ ...workload, [part]: false })),
    ...smaller(organizers, 1).map((count) => ({ ...workload, organizers: count })),
    ...smaller(journeysEach, 1).map((count) => ({ ...workload, journeysEach: count })),
    ...smaller(subscribers, 0).map((count) => ({ ...workload, subscribers: count })),
    ...smaller(impatient, 0).map((count) => ({ ...workload, impatient: count })),
    ...smaller(centers, 1).map((count) => ({ ...workload, centers: count })),
    ...smaller(roomsEach, 1).map((count) => ({ ...workload, roomsEach: count })),
  ];
}

const fewerRates = (rates: FaultRates): readonly FaultRates[] => [
  noRates,
  ...Object.entries(rates).flatMap(([kind, rate]) => (rate > 0 ? [{ ...rates, [kind]: 0 }] : [])),
];

const fewerDisturbances = (disturbances: Disturbances): readonly Disturbances[] => [
  none,
  ...Object.entries(disturbances).flatMap(([kind, often]) => (often > 0 ? [{ ...disturbances, [kind]: 0 }] : [])),
];

/** Every one of a service but the first. */
const oneOfEach = ({ topology }: RunOptions): RunOptions['topology'] =>
  topology.filter(
    ({ services }, index) => topology.findIndex((other) => other.services.join() === services.join()) === index,
  );

/** Members of a group know at once who has what. */
const agreed = ({ division }: RunOptions): RunOptions['division'] => ({
  ...division,
  gainMaxMs: 0,
  loseMaxMs: 0,
  missedMaxMs: 0,
});

/** One process that has everything in one file. */
const inOneFile = (options: RunOptions): RunOptions => ({
  ...options,
  storage: 'one-file',
  topology: oneProcess,
  division: agreed(options),
  disturbances: onOneFile(options.disturbances),
});

/** Options that are simpler by one thing, those that take most away first. */
function* simpler(options: RunOptions): Iterable<RunOptions> {
  for (const disturbances of fewerDisturbances(options.disturbances)) yield { ...options, disturbances };
  for (const rates of fewerRates(options.rates)) yield { ...options, rates };
  yield inOneFile(options);
  for (const workload of smallerWorkloads(options.workload)) yield { ...options, workload };
  for (const topology of [oneProcess, oneOfEach(options)]) yield { ...options, topology };
  yield { ...options, division: agreed(options) };
  const { startMs, timeZone } = ordinary;
  yield { ...options, startMs, workload: { ...options.workload, timeZone } };
  if (options.healAfterMs > 0) yield { ...options, healAfterMs: 0 };
  // Faults to the end.
  yield { ...options, mode: 'safety' };
}

const isOther = (a: RunOptions, b: RunOptions): boolean => JSON.stringify(a) !== JSON.stringify(b);

/**
 * Takes away from a failing run whatever can be taken away, as long as it fails by the same invariant. `run` is asked for
 * each try. Undefined when it does not fail at all.
 */
export async function shrink(
  options: RunOptions,
  run: (options: RunOptions) => Promise<RunResult>,
  triesMax = TRIES_MAX,
): Promise<Shrunk | undefined> {
  const first = await run(options);
  const invariant = first.violations[0]?.invariant;
  if (invariant === undefined) return undefined;
  let tries = 1;
  let least = { options, result: first };

  /** The first simpler one that fails as well. */
  async function step(): Promise<typeof least | undefined> {
    for (const next of simpler(least.options)) {
      if (!isOther(next, least.options)) continue;
      if (tries >= triesMax) return undefined;
      tries += 1;
      const result = await run(next);
      if (result.violations[0]?.invariant === invariant) return { options: next, result };
    }
    return undefined;
  }

  for (let next = await step(); next; next = await step()) least = next;
  return { ...least, tries };
}
