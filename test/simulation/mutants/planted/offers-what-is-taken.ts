import type { Mutant } from '../mutant.ts';

export const offersWhatIsTaken: Mutant = {
  name: 'offers-what-is-taken',
  standsFor: 'alternatives that look at rooms and hours, and not at what is taken',
  patches: [
    {
      module: 'services/room-allocation/src/coordinator/offers',
      from: '...facts, commitments, tentative',
      to: '...facts, commitments: [], tentative',
    },
  ],
};
