import type { CenterId, Interval, LocalDate, OrganizationId } from '@huitang/contracts';
import type { Collection } from '@huitang/runtime';
import type { Coordinator } from '../coordinator/coordinator.ts';
import type { Unmet } from '../demand/unmet.ts';
import type { AllocationProblem } from '../domain/allocator/allocation-problem.ts';
import { dayStream } from '../domain/center-days.ts';
import type { ExactAnswer } from '../exact/solve-exactly.ts';
import { solveTogether } from '../exact/solve-together.ts';
import { creditsAt } from './credit.ts';

/** The best answer that can be had in time. */
export type SolveDay = (problem: AllocationProblem) => Promise<ExactAnswer>;

/** What rounds stand on. */
export interface Rounds {
  readonly coordinator: Coordinator;
  readonly solve: SolveDay;
  /** What is added to the weight of an organization's first wish on a day. */
  readonly creditsAt: (centerId: CenterId, day: Interval) => Promise<ReadonlyMap<OrganizationId, number>>;
}

/** A day is one part. What the solver has found by then is kept, and what was known before if that is better. */
const SECONDS_PER_PART = 10;
const TIMEOUT_MS = 25_000;

/** HiGHS in a thread of its own. */
export const solveInThread: SolveDay = (problem) =>
  solveTogether(problem, { secondsPerPart: SECONDS_PER_PART, timeoutMs: TIMEOUT_MS });

export const createRounds = (coordinator: Coordinator, unmet: Collection<Unmet>, solve: SolveDay): Rounds => ({
  coordinator,
  solve,
  creditsAt: (centerId, day) => creditsAt(unmet, centerId, day),
});

/** One round: the number counts those of the day. */
export interface RoundRef {
  readonly centerId: CenterId;
  readonly date: LocalDate;
  readonly number: number;
}

/** Who does something to a round, and by which command; a person, or the clock. */
export interface Doing {
  readonly commandId: string;
  readonly principal: string;
  /** What a request said, where one did: the round's number only if it named one. */
  readonly asked?: object;
}

export const streamOf = ({ centerId, date }: Pick<RoundRef, 'centerId' | 'date'>): string => dayStream(centerId, date);

/** What the service does by itself: the same step of the same round is the same command. */
export const byItself = (step: string, { number }: RoundRef): Doing => ({
  commandId: `round/${number}/${step}`,
  principal: 'service:room-allocation',
});
