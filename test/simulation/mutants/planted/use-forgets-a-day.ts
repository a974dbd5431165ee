import type { Mutant } from '../mutant.ts';

export const useForgetsADay: Mutant = {
  name: 'use-forgets-a-day',
  standsFor: 'room use by day, and what lasts over midnight is found by its last day alone',
  patches: [
    {
      module: 'services/room-allocation/src/views',
      from: '[...new Set(keys)].sort() }',
      to: '[...new Set(keys)].sort().slice(-1) }',
    },
  ],
};
