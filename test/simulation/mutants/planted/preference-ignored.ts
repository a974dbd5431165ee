import type { Mutant } from '../mutant.ts';

export const preferenceIgnored: Mutant = {
  name: 'preference-ignored',
  standsFor: 'acceptable starts tried in another order than that of the wish',
  patches: [
    {
      module: 'services/room-allocation/src/domain/allocator/ask',
      from: 'starts.flatMap((start) => optionAt',
      to: '[...starts].reverse().flatMap((start) => optionAt',
    },
  ],
};
