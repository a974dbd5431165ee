import type { Person } from '@huitang/contracts';
import { allocateOn } from './allocate-on-day.ts';
import type { AllocationRefusal } from './allocator/allocation-problem.ts';
import type { CenterDayCommand } from './center-day-command.ts';
import { initialDay } from './center-day-state.ts';

type Asking = Pick<Extract<CenterDayCommand, { type: 'Allocate' }>, 'centerId' | 'request' | 'facts' | 'now' | 'lent'>;

function refusalOn({ facts, ...asking }: Asking, lent: readonly Person[]): AllocationRefusal | undefined {
  const { pools } = facts;
  // What is out of use may be in use again by then.
  const whole = { ...facts, closures: [], pools: [...pools, ...lent] };
  return allocateOn(initialDay(), { ...asking, facts: whole }, { holds: false }).refusals[0];
}

/**
 * Why a wish could not be served here if nobody else asked and nothing were closed: nothing is large enough, nobody has
 * that skill, the center is not open then, it may not be booked. Waiting for others to be answered would change nothing.
 * Undefined where it could be served, be it with somebody from a neighbouring center.
 */
export function hopeless(asking: Asking): AllocationRefusal | undefined {
  const because = refusalOn(asking, []);
  const { lent = [] } = asking;
  return because && lent.length > 0 && !refusalOn(asking, lent) ? undefined : because;
}
