import type { Mutant } from '../mutant.ts';

export const quotaHoldsNotCounted: Mutant = {
  name: 'quota-holds-not-counted',
  standsFor: 'two wishes that are answered at the same time each have the last minutes of a month',
  patches: [
    {
      module: 'services/room-allocation/src/domain/quota',
      from: 'if (fitsQuota(month, command))',
      to: 'if (fitsQuota(month, command, { holds: false }))',
    },
  ],
};
