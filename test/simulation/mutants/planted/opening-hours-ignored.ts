import type { Mutant } from '../mutant.ts';

export const openingHoursIgnored: Mutant = {
  name: 'opening-hours-ignored',
  standsFor: 'hours that a decision does not ask for, or of another day',
  patches: [
    {
      module: 'services/room-allocation/src/domain/allocator/ask',
      from: 'asGiven || isOpen(',
      to: '!asGiven || isOpen(',
    },
  ],
};
