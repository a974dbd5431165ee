import { createLogger, createMetrics } from '@huitang/runtime';
import { invariants } from '../invariants/index.ts';
import { optionsOf } from '../options.ts';
import { services } from '../services.ts';
import { type Stage, simulate } from '../simulate.ts';
import { mutants } from './index.ts';

/** Which mutant is hunted, and in which seeds. */
export interface Hunt {
  readonly name: string;
  readonly from: number;
  readonly seeds: number;
}

/** How a mutant was caught; without a seed it was not, and a finding says what came in between. */
export interface Hunted {
  readonly mutant: string;
  readonly seeds: number;
  readonly seed?: number;
  readonly invariant?: string;
  readonly finding?: string;
  /** How many events of that seed had happened by then. */
  readonly event?: number;
  /** Seeds on the way that break a promise with nothing planted. */
  readonly unclean?: readonly number[];
}

/** Runs one seed after the other until an invariant says that something is wrong. */
export async function hunt({ name, from, seeds }: Hunt): Promise<Hunted> {
  const stage: Stage = {
    factories: services,
    invariants,
    metrics: createMetrics(),
    logger: createLogger('silent'),
    ...mutants.find((mutant) => mutant.name === name)?.stage,
  };
  for (let seed = from; seed < from + seeds; seed += 1) {
    const { violations, events } = await simulate(optionsOf(seed), stage);
    const [first] = violations;
    if (!first) continue;
    const { invariant, finding } = first;
    return { mutant: name, seeds: seed - from + 1, seed, invariant, finding, event: events };
  }
  return { mutant: name, seeds };
}
