import type { Mutant } from '../mutant.ts';

export const displacedClaimKept: Mutant = {
  name: 'displaced-claim-kept',
  standsFor: 'what is taken away is still counted as taken, and what is held instead as free',
  patches: [
    {
      module: 'services/room-allocation/src/domain/day-activity-after',
      from: 'if (!held || !standing)',
      to: 'if (held) return known; if (!held || !standing)',
    },
  ],
};
