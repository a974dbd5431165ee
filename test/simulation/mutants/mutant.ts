import type { Stage } from '../simulate.ts';

/** A compiled module in which one thing says something else. */
export interface Patch {
  /** Below the repository, without extension, as if it were a source: `packages/runtime/src/consumer`. */
  readonly module: string;
  /** Stands there once. */
  readonly from: string;
  readonly to: string;
}

/** A bug that is planted to be found. */
export interface Mutant {
  /** `conflict-check-dropped`. */
  readonly name: string;
  /** What real bug it is like, in a sentence. */
  readonly standsFor: string;
  /** Where a port, or what a run stands on, is to be another one. */
  readonly stage?: Partial<Pick<Stage, 'plant' | 'answersBeforeSync'>>;
  /** Where it lies within a module. */
  readonly patches?: readonly Patch[];
}
