import type { Mutant } from '../mutant.ts';

export const roundForgetsOne: Mutant = {
  name: 'round-forgets-one',
  standsFor: 'a loop that stops one too early: whoever asked last in a round is never told',
  patches: [
    {
      module: 'services/room-allocation/src/rounds/carry-on',
      from: 'of collectedIn(round))',
      to: 'of collectedIn(round).slice(0, -1))',
    },
  ],
};
