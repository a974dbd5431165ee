import type { FaultSource, StorageKind, Verdict } from '@huitang/engine-simulated';
import { ordinary } from './eras.ts';
import { faultless, optionsOf, type RunOptions } from './options.ts';
import { type RunResult, type Stage, simulate } from './simulate.ts';
import { oneProcess, type Topology } from './topology.ts';
import { JOURNEYS, startMainJourney } from './workload/main-journey.ts';

/** One call of a port in the main journey, and what becomes of it. Nothing else goes wrong. */
export interface CrashPoint {
  readonly storage: StorageKind;
  /** 1 for the first call of the world; 0 for none. */
  readonly call: number;
  readonly verdict: Verdict;
}

export const VERDICTS = [
  'refused',
  'lost',
  'late',
  'crash-before',
  'crash-after',
] as const satisfies readonly Verdict[];

/** On a file of its own nothing a process writes comes late. */
const verdictsOn = (storage: StorageKind): readonly Verdict[] =>
  VERDICTS.filter((verdict) => storage === 'servers' || verdict !== 'late');

const SEED = 1;

const TOPOLOGIES: Readonly<Record<StorageKind, Topology>> = {
  'one-file': oneProcess,
  servers: ['scheduling', 'room-allocation', 'notification', 'calendar'].map((service) => ({
    name: service,
    database: service,
    services: [service],
  })),
};

const optionsFor = (storage: StorageKind): RunOptions => {
  const options = faultless(optionsOf(SEED));
  const division =
    storage === 'one-file'
      ? { gainMaxMs: 0, loseMaxMs: 0, missedMaxMs: 0, deliveryMaxMs: 2 }
      : { gainMaxMs: 20, loseMaxMs: 20, missedMaxMs: 500, deliveryMaxMs: 2 };
  return {
    ...options,
    storage,
    division,
    topology: TOPOLOGIES[storage],
    startMs: ordinary.startMs,
    workload: { ...options.workload, soon: false, windows: false },
  };
};

/** Runs the main journey with a fault at one point; everything has to hold, and the journey has to end all the same. */
export async function runCrashPoint({ storage, call, verdict }: CrashPoint, stage: Stage): Promise<RunResult> {
  const faults: FaultSource = ({ number }) => (number === call ? verdict : 'done');
  const result = await simulate(optionsFor(storage), { ...stage, faults, workload: startMainJourney });
  if (result.violations.length > 0 || (result.quiet && result.journeys === JOURNEYS)) return result;
  const finding = `${result.journeys} of ${JOURNEYS} proposals have their answer${result.quiet ? '' : ', and it never came to rest'}`;
  return { ...result, violations: [{ invariant: 'the main journey ends', finding, atMs: result.virtualMs }] };
}

/** Every call of the main journey: as many as there are when nothing goes wrong, and nobody asks afterwards how it went. */
export async function callsOfMainJourney(storage: StorageKind, stage: Stage): Promise<number> {
  const { calls } = await runCrashPoint({ storage, call: 0, verdict: 'done' }, { ...stage, invariants: [] });
  return calls;
}

export function* crashPoints(calls: Readonly<Record<StorageKind, number>>, every = 1): Iterable<CrashPoint> {
  for (const storage of ['one-file', 'servers'] as const) {
    for (let call = 1; call <= calls[storage]; call += every) {
      for (const verdict of verdictsOn(storage)) yield { storage, call, verdict };
    }
  }
}
