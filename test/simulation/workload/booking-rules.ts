import type { Random } from '@huitang/engine-simulated';

type Rules = Record<string, unknown>;

/** Who may book it, for what, how far ahead and how late: each keeps some out of what people want in a run. */
const rules: readonly Rules[] = [
  { organizations: ['branch-1', 'branch-3'] },
  { organizations: ['branch-2'] },
  { kinds: ['educational-session', 'walking-class'] },
  { horizonDays: 1 },
  { horizonDays: 2 },
  { leastLeadMinutes: 2 * 1_440 },
  { leastLeadMinutes: 3 * 1_440, organizations: ['branch-1', 'branch-2'] },
];

/** For half of what there is. */
export const someRules = (dice: Random): { readonly booking?: Rules } =>
  dice.chance(0.5) ? { booking: dice.pick(rules) } : {};
