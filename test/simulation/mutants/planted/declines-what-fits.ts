import type { Mutant } from '../mutant.ts';

export const declinesWhatFits: Mutant = {
  name: 'declines-what-fits',
  standsFor: 'a rule that refuses a case nobody thought of: every fifth headcount finds no place',
  patches: [
    {
      module: 'services/room-allocation/src/domain/allocator/ask',
      from: 'needs.length === 0 || headcount < 1',
      to: 'needs.length === 0 || headcount % 5 === 0',
    },
  ],
};
