import type { AllocationProblem, AllocationResult } from './allocation-problem.ts';
import { answerInOrder } from './arrival.ts';
import { answerTogether } from './batch.ts';
import { resultOf } from './result.ts';
import { sessionOf } from './session.ts';

/**
 * Who gets what, and why. Pure: the same problem gives the same answer, byte for byte. In the order of arrival each
 * request is given the first of its starts where everything it needs is free, in the room that wastes the fewest seats;
 * where nothing is free, others move inside what they offered. As a batch all are answered together. Either way, what is
 * committed never moves, and nobody loses a place.
 */
export function allocate(problem: AllocationProblem): AllocationResult {
  const session = sessionOf(problem);
  const answer = problem.policy.order === 'batch' ? answerTogether : answerInOrder;
  return resultOf(session, answer(session));
}
