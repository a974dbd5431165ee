import type { Mutant } from '../mutant.ts';

export const kitSummedWrongly: Mutant = {
  name: 'kit-summed-wrongly',
  standsFor: 'kit of which there is one piece left is given, however many are wanted',
  patches: [
    {
      module: 'services/room-allocation/src/domain/allocator/board',
      from: 'peakUse(taken, { start, end }) + count <= capacity',
      to: 'peakUse(taken, { start, end }) < capacity',
    },
  ],
};
