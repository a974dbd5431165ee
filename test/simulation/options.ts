import { type Division, type Random, random, type StorageKind } from '@huitang/engine-simulated';
import { type Disturbances, drawDisturbances, none } from './disturbances.ts';
import { drawEra } from './eras.ts';
import { drawRates, type FaultRates, noRates } from './fault-rates.ts';
import { drawTopology, type Topology } from './topology.ts';

/** `safety`: faults to the end. `liveness`: at a moment all of them stop, and then everything has to come to an end. */
export type Mode = 'safety' | 'liveness';

export interface WorkloadSize {
  readonly centers: number;
  readonly roomsEach: number;
  readonly organizers: number;
  /** Proposals of each organizer. */
  readonly journeysEach: number;
  readonly subscribers: number;
  /** Those who call off what they have just proposed. */
  readonly impatient: number;
  /** True when activities begin so soon that reminders come due. */
  readonly soon: boolean;
  /** True when more than rooms is wanted, hours change, and people say what they rest on. */
  readonly variety: boolean;
  /** True when staff close rooms, put activities elsewhere and let people in. */
  readonly staff: boolean;
  /** True when staff open rounds, adjust them and publish them, or leave that to the clock. */
  readonly rounds: boolean;
  /** True when organizations may have so many minutes a month. */
  readonly quotas: boolean;
  /** True when centers borrow guides from each other, and people ask for them. */
  readonly neighbours: boolean;
  /** True when rooms have rules of who may book them, and how far ahead. */
  readonly rules: boolean;
  /** Of all centers. */
  readonly timeZone: string;
  /** True when some offer several starts beyond their lead, which comes while the run lasts. */
  readonly windows: boolean;
  /** True when organizations say how they want to be told, and change their minds. */
  readonly preferences: boolean;
  /** True when some look what could be had before they ask for it. */
  readonly foreseeing: boolean;
}

/** Everything a run is made of; all of it follows from the seed, and each part can be put in the place of the drawn one. */
export interface RunOptions {
  readonly seed: number;
  readonly mode: Mode;
  readonly storage: StorageKind;
  readonly topology: Topology;
  /** How long members of a group may be of two minds about who has what. */
  readonly division: Division;
  readonly rates: FaultRates;
  readonly disturbances: Disturbances;
  readonly workload: WorkloadSize;
  /** Milliseconds from the start, for liveness: when the faults stop. */
  readonly healAfterMs: number;
  /** When it begins, in milliseconds since 1970. */
  readonly startMs: number;
}

/** Busy enough that starting a world, and looking at what is left of it, is the smaller part of a run. */
const drawSize = (dice: Random) => ({
  centers: 1 + dice.int(5),
  roomsEach: 3 + dice.int(6),
  organizers: 20 + dice.int(20),
  journeysEach: 8 + dice.int(16),
  subscribers: dice.int(4),
  soon: dice.chance(0.1),
  impatient: dice.int(4),
  windows: dice.chance(0.15),
});

/** What there is beside rooms and people who want them: each in a part of the seeds, so that a journey costs what it did. */
const drawWorkload = (seed: number, timeZone: string): WorkloadSize => ({
  ...drawSize(random(seed, 'size')),
  variety: random(seed, 'variety').chance(0.4),
  staff: random(seed, 'staff').chance(0.35),
  rounds: random(seed, 'rounds').chance(0.15),
  quotas: random(seed, 'quotas').chance(0.15),
  neighbours: random(seed, 'neighbours').chance(0.15),
  rules: random(seed, 'rules').chance(0.15),
  preferences: random(seed, 'preferences').chance(0.35),
  foreseeing: random(seed, 'foreseeing').chance(0.15),
  timeZone,
});

const drawDivision = (dice: Random, storage: StorageKind): Division =>
  storage === 'one-file'
    ? { gainMaxMs: 0, loseMaxMs: 0, missedMaxMs: 0, deliveryMaxMs: dice.between(1, 20) }
    : {
        gainMaxMs: dice.between(10, 500),
        loseMaxMs: dice.pick([10, 500, 5_000]),
        missedMaxMs: dice.between(500, 10_000),
        deliveryMaxMs: dice.pick([2, 10, 100]),
      };

/** What a seed means. Each part has numbers of its own, so that a part that is replaced changes no other. */
export function optionsOf(seed: number): RunOptions {
  const { startMs, timeZone } = drawEra(random(seed, 'era'));
  const storage = random(seed, 'storage').pick<StorageKind>(['one-file', 'servers', 'servers']);
  return {
    seed,
    mode: random(seed, 'mode').pick<Mode>(['safety', 'liveness']),
    storage,
    topology: drawTopology(random(seed, 'topology'), storage),
    division: drawDivision(random(seed, 'division'), storage),
    rates: drawRates(random(seed, 'rates')),
    disturbances: drawDisturbances(random(seed, 'which disturbances'), storage),
    workload: drawWorkload(seed, timeZone),
    healAfterMs: random(seed, 'heal').between(2_000, 30_000),
    startMs,
  };
}

/** The same without a fault. */
export const faultless = (options: RunOptions): RunOptions => ({
  ...options,
  mode: 'liveness',
  rates: noRates,
  disturbances: none,
  healAfterMs: 0,
});
