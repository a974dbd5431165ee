import type { Mutant } from '../mutant.ts';

export const repeatsCounted: Mutant = {
  name: 'repeats-counted',
  standsFor: 'a report in which whoever asks again after a refusal counts twice',
  patches: [
    {
      module: 'services/room-allocation/src/demand/wishes',
      from: 'return JSON.stringify([who, ',
      to: 'return JSON.stringify([asker, who, ',
    },
  ],
};
