import type { Mutant } from '../mutant.ts';

export const expiredHoldGranted: Mutant = {
  name: 'expired-hold-granted',
  standsFor: 'a place over several days is granted although the holds it rests on were given back meanwhile',
  patches: [
    {
      module: 'services/room-allocation/src/domain/allocation',
      from: "if (attempt?.status !== 'open' || attempt.revision !== revision)",
      to: 'if (attempt?.revision !== revision)',
    },
  ],
};
