import type { Minute, Reason } from '@huitang/contracts';
import type { AllocationRequest } from './allocation-problem.ts';
import { keptOut, neverHad } from './barred.ts';
import { type Board, holdersOf, isClosed } from './board.ts';
import type { Booking } from './line.ts';
import type { Miss } from './miss.ts';
import { peakUse } from './peak-use.ts';
import type { Slot } from './slot.ts';

const miss = (code: string, resourceId: string): Miss => ({
  cause: { code, resourceId },
  details: [],
  blockedBy: [],
});

/** Why a counted resource cannot be had, with the request's own earlier claims counted too; undefined when it can. */
function whyNotOne(board: Board, role: Slot['role'], wanted: Booking, own: readonly Booking[]): Miss | undefined {
  const { resource, start, end, count } = wanted;
  const resourceId = board.resources[resource]?.id ?? '';
  if (start < board.within.start || end > board.within.end) return miss('crosses-day', resourceId);
  if (isClosed(board, resource, start, end)) return miss(role === 'kit' ? 'kit-closed' : 'stop-closed', resourceId);
  const holders = holdersOf(board, resource, start, end);
  const taken = [...holders, ...own.filter((other) => other.resource === resource)];
  const free = (board.capacities[resource] ?? 0) - peakUse(taken, wanted);
  if (free >= count) return undefined;
  return {
    cause: {
      code: role === 'kit' ? 'kit-short' : 'stop-busy',
      resourceId,
      values: { wanted: count, free: Math.max(0, free) },
    },
    details: [],
    blockedBy: holders.map(({ owner }) => owner),
  };
}

const barredMiss = (because: Reason, resourceId: string): Miss => ({
  cause: { ...because, resourceId },
  details: [],
  blockedBy: [],
});

/** Why what is counted, kit and the stops of a route, cannot be had; undefined when it can. */
export function whyNotCounted(
  board: Board,
  request: AllocationRequest,
  slots: readonly Slot[],
  names: readonly string[],
  start: Minute,
): Miss | undefined {
  const without = slots.findIndex(({ candidates }) => candidates.length === 0);
  if (without >= 0) {
    const name = names[without] ?? '';
    const never = neverHad(request, name);
    return never ? barredMiss(never, name) : miss('no-such-resource', name);
  }
  const own: Booking[] = [];
  for (const { role, count, candidates } of slots) {
    for (const { resource, from, to, bounds } of candidates) {
      const barred = keptOut(bounds, start);
      if (barred) return barredMiss(barred, board.resources[resource]?.id ?? '');
      const wanted = { resource, start: start + from, end: start + to, count, owner: -1 };
      const found = whyNotOne(board, role, wanted, own);
      if (found) return found;
      own.push(wanted);
    }
  }
  return undefined;
}
