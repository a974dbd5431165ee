import type { Mutant } from '../mutant.ts';

export const headwayForgotten: Mutant = {
  name: 'headway-forgotten',
  standsFor: 'the next group comes to a stop while the one before is leaving',
  patches: [
    {
      module: 'services/room-allocation/src/domain/allocator/ask',
      from: 'offsetMinutes + minutes + stop.headwayMinutes',
      to: 'offsetMinutes + minutes',
    },
  ],
};
