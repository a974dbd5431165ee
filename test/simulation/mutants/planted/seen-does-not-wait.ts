import type { Mutant } from '../mutant.ts';

export const seenDoesNotWait: Mutant = {
  name: 'seen-does-not-wait',
  standsFor: 'who has just written does not find it in the list',
  patches: [
    {
      module: 'packages/runtime/src/seen',
      from: 'if (text === undefined)',
      to: 'if (text !== "")',
    },
  ],
};
