import type { Reason } from '@huitang/contracts';
import type { Unmet } from './unmet.ts';

/** What first stood in the way of a wish: not that it was moved, nor that a round has decided about it. */
export function causeOf({ reasons, outcome }: Pick<Unmet, 'reasons' | 'outcome'>): Reason | undefined {
  return reasons.filter(({ code }) => code !== 'round')[outcome === 'moved' ? 1 : 0];
}
