import type { Mutant } from '../mutant.ts';

export const maskForgotten: Mutant = {
  name: 'mask-forgotten',
  standsFor: 'the title of a private activity in a public feed',
  patches: [
    {
      module: 'packages/contracts/src/audience',
      from: "private: 'occupied-only'",
      to: "private: 'everything'",
    },
  ],
};
