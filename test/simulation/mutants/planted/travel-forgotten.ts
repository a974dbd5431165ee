import type { Mutant } from '../mutant.ts';

export const travelForgotten: Mutant = {
  name: 'travel-forgotten',
  standsFor:
    'somebody from another center who is there as soon as they are wanted, and at home as soon as they are not',
  patches: [
    {
      module: 'services/room-allocation/src/domain/allocator/borrowed',
      from: 'setupMinutes: setupMinutes + travelMinutes',
      to: 'setupMinutes',
    },
  ],
};
