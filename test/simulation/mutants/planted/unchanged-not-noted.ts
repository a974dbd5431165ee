import type { Mutant } from '../mutant.ts';

export const unchangedNotNoted: Mutant = {
  name: 'unchanged-not-noted',
  standsFor: 'whoever is told that all was so already is asked anew with the next request of the same key',
  patches: [{ module: 'packages/runtime/src/http/once-for', from: 'await keyed.noteSo()', to: 'await 0' }],
};
