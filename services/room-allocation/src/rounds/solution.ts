import type { AllocationGranted, AllocationMoved, Reason } from '@huitang/contracts';
import { demandedBy } from '../coordinator/asked.ts';
import type { AllocationResult } from '../domain/allocator/allocation-problem.ts';
import { tentativeOn } from '../domain/center-day-state.ts';
import { grantedOf } from '../domain/granted.ts';
import { answerRevised, type RoundProblem, type Solving } from '../domain/round-problem.ts';
import type { Solution } from '../domain/round-solution.ts';
import { batchIn } from '../domain/round-state.ts';
import { movedOf } from '../domain/tentative.ts';
import type { ExactAnswer } from '../exact/solve-exactly.ts';

const MADE_WAY: Reason = { code: 'made-way' };

function grantedIn({ round, centerId }: Solving, centerVersion: number, result: AllocationResult): AllocationGranted[] {
  const wishes = new Map<string, (typeof batch)[number]>();
  const batch = batchIn(round);
  for (const wish of batch) wishes.set(wish.asked.activityId, wish);
  return result.assignments.flatMap((assignment): AllocationGranted[] => {
    const wish = wishes.get(assignment.requestId);
    if (!wish) return [];
    const { activityId, revision } = wish.asked;
    const answering = { activityId, revision, centerId, centerVersion, demanded: demandedBy(wish.asked) };
    return [grantedOf(answering, assignment, wish.request.durationMinutes)];
  });
}

function movedIn({ day }: Solving, centerVersion: number, { moves }: AllocationResult): AllocationMoved[] {
  const grants = new Map(tentativeOn(day, undefined).map((grant) => [grant.request.requestId, grant]));
  return moves.flatMap(({ requestId, to }): AllocationMoved[] => {
    const grant = grants.get(requestId);
    return grant ? [movedOf(grant, to, { because: MADE_WAY, centerVersion })] : [];
  });
}

function refusedIn({ round }: Solving, { leftOut }: RoundProblem, { refusals }: AllocationResult): Solution['refused'] {
  const why = new Map<string, Reason[]>();
  for (const { requestId, cause, missing } of refusals) why.set(requestId, [cause, ...missing]);
  for (const { activityId, because } of leftOut) {
    why.set(activityId, [{ code: 'left-out', values: { reason: because } }]);
  }
  return batchIn(round).flatMap(({ asked: { activityId, revision } }) => {
    const reasons = why.get(activityId);
    return reasons ? [{ activityId, revision, reasons }] : [];
  });
}

/** Everybody's answer, in the words of the day. */
export function solutionOf(
  solving: Solving,
  problem: RoundProblem,
  { outcome, result }: ExactAnswer,
  centerVersion: number,
): Solution {
  const whole = answerRevised(problem, result);
  const { bound } = result;
  return {
    centerVersion,
    outcome,
    granted: grantedIn(solving, centerVersion, whole),
    moved: movedIn(solving, centerVersion, whole),
    refused: refusedIn(solving, problem, whole),
    // What a solver that was cut short knows may be nothing.
    ...(bound && Number.isFinite(bound.upper) && { bound }),
    credits: [...solving.credits]
      .filter(([organizationId]) => batchIn(solving.round).some(({ asked }) => asked.organizationId === organizationId))
      .map(([organizationId, credit]) => ({ organizationId, credit })),
  };
}
