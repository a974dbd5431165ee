import type { Mutant } from '../mutant.ts';

export const roundPublishedTwice: Mutant = {
  name: 'round-published-twice',
  standsFor: 'a round that is not over when it is published: the next who comes, be it the clock, publishes it again',
  patches: [
    {
      module: 'services/room-allocation/src/domain/round-after',
      from: "return { ...round, status: 'published' };",
      to: 'return round;',
    },
  ],
};
