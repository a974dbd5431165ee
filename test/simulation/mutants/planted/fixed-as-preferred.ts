import type { Mutant } from '../mutant.ts';

export const fixedAsPreferred: Mutant = {
  name: 'fixed-as-preferred',
  standsFor: 'an announcement that tells the start somebody wished for, not the one they have',
  patches: [
    {
      module: 'services/room-allocation/src/domain/tentative',
      from: 'allocationVersion, start, end, setupMinutes',
      to: 'allocationVersion, start: answer.tentative.preferredStart, end, setupMinutes',
    },
  ],
};
