import type { Mutant } from '../mutant.ts';

export const closureNotOnDays: Mutant = {
  name: 'closure-not-on-days',
  standsFor: 'a closure that is announced and never reaches the days: who has something there keeps it',
  patches: [
    {
      module: 'services/room-allocation/src/coordinator/close-days',
      from: '!closure || closure.isLifted',
      to: 'closure',
    },
  ],
};
