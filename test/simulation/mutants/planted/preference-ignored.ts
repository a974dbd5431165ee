import type { Mutant } from '../mutant.ts';

export const preferenceIgnored: Mutant = {
  name: 'preference-ignored',
  standsFor: 'acceptable starts tried in another order than that of the wish',
  patches: [
    {
      module: 'services/room-allocation/src/domain/allocate',
      from: 'for (const start of request.starts)',
      to: 'for (const start of [...request.starts].reverse())',
    },
  ],
};
