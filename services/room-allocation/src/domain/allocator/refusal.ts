import type { AllocationRefusal } from './allocation-problem.ts';
import type { Miss } from './miss.ts';
import { askFor, type Session } from './session.ts';
import { whyNot } from './why-not.ts';

const unique = <T>(items: readonly T[]): readonly T[] => [...new Set(items)];

/** The id of whoever has a number on the board: an activity, or the owner of a commitment. */
function idOf({ activities, problem: { commitments } }: Session, owner: number): string {
  return activities[owner]?.requestId ?? commitments[owner - activities.length]?.activityId ?? '';
}

/** Why an activity cannot be served as the board stands: what is missing for its first start, and who blocks any of them. */
export function refusalOf(session: Session, activity: number): Omit<AllocationRefusal, 'nearest'> {
  const ask = askFor(session, activity);
  const misses: Miss[] = [];
  for (const start of ask.request.starts) {
    const miss = whyNot(session.board, ask, session.problem.policy.open, start);
    if (miss) misses.push(miss);
  }
  const [first] = misses;
  const blockedBy = unique(misses.flatMap((miss) => miss.blockedBy));
  return {
    requestId: ask.request.requestId,
    cause: first?.cause ?? { code: 'no-start-left' },
    missing: first?.details ?? [],
    blockedBy: unique(blockedBy.map((owner) => idOf(session, owner))),
  };
}
