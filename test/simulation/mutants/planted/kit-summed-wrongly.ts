import type { Mutant } from '../mutant.ts';

export const kitSummedWrongly: Mutant = {
  name: 'kit-summed-wrongly',
  standsFor: 'kit of which there is one piece left is given, however many are wanted',
  patches: [
    {
      module: 'services/room-allocation/src/domain/place-counted',
      from: 'if (free >= count)',
      to: 'if (free > 0)',
    },
  ],
};
