import { Fault } from '@huitang/runtime';
import { minuteNow } from '../coordinator/coordinator.ts';
import { knownCenter } from '../coordinator/known-center.ts';
import { allocate } from '../domain/allocator/allocate.ts';
import type { CenterDay } from '../domain/center-day-state.ts';
import { dayIntervalOf } from '../domain/center-days.ts';
import { isCurrent } from '../domain/round.ts';
import { problemOfRound, type Solving } from '../domain/round-problem.ts';
import type { Solution } from '../domain/round-solution.ts';
import { isUnderWay } from '../domain/round-state.ts';
import type { ExactAnswer } from '../exact/solve-exactly.ts';
import { cutOf, type KnownCenter } from '../facts.ts';
import { type RoundRef, type Rounds, streamOf } from './rounds.ts';
import { solutionOf } from './solution.ts';

const ATTEMPTS_MAX = 20;

async function solvingOf(
  rounds: Rounds,
  at: RoundRef,
  known: KnownCenter,
  day: CenterDay,
): Promise<Solving | undefined> {
  const { round } = day;
  if (!isUnderWay(round) || round.number !== at.number) return undefined;
  const within = dayIntervalOf(cutOf(known), at.date);
  return {
    day,
    round,
    facts: rounds.coordinator.factsOf(known, undefined, within),
    centerId: at.centerId,
    now: minuteNow(rounds.coordinator),
    credits: await rounds.creditsAt(at.centerId, within),
  };
}

async function answered(rounds: Rounds, solving: Solving, centerVersion: number): Promise<Solution> {
  const problem = problemOfRound(solving);
  // Where nobody asks there is nothing to be good at.
  const answer: ExactAnswer =
    problem.problem.requests.length === 0
      ? { outcome: 'solved', result: allocate(problem.problem) }
      : await rounds.solve(problem.problem);
  return solutionOf(solving, problem, answer, centerVersion);
}

/** Writes a solution down; false when the day has changed while it was worked out. */
async function propose(
  { coordinator: { days } }: Rounds,
  at: RoundRef,
  { round: { number, changes }, now }: Solving,
  solution: Solution,
): Promise<boolean> {
  const outcome = await days.execute({
    stream: streamOf(at),
    command: { type: 'SolveRound', number, changes, solution, now },
    commandId: `round/${number}/solve/${changes}/${solution.centerVersion}/${now}`,
    principal: 'service:room-allocation',
    partitionKey: at.centerId,
    // Two that solve the same may differ in what they had time for: whichever is written counts.
    body: { number, changes },
  });
  return outcome.ok;
}

/**
 * Brings a round to an answer that can be published: worked out anew as often as the day changes meanwhile. Returns the
 * center's version it rests on; undefined when the round is over. Safe to repeat, also beside another copy of itself.
 */
export async function solveRound(rounds: Rounds, at: RoundRef): Promise<number | undefined> {
  const { coordinator } = rounds;
  for (let count = 1; count <= ATTEMPTS_MAX; count += 1) {
    const known = await knownCenter(coordinator, at);
    const { state: day } = await coordinator.days.load(streamOf(at));
    const solving = await solvingOf(rounds, at, known, day);
    if (!solving) return undefined;
    if (isCurrent(solving.round, day, known.version, solving.now)) return known.version;
    const solution = await answered(rounds, solving, known.version);
    if (await propose(rounds, at, solving, solution)) return known.version;
  }
  throw new Fault('round-unsettled', `${streamOf(at)}: changed ${ATTEMPTS_MAX} times while it was solved`, {
    retriable: true,
  });
}
