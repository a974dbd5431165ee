import type { Mutant } from '../mutant.ts';

export const lookOfOthersMissed: Mutant = {
  name: 'look-of-others-missed',
  standsFor:
    'a bug that was found here: of two who look for newer versions at one moment only the one who applies them decides again',
  patches: [
    {
      module: 'packages/runtime/src/executor/attempt',
      from: 'if (live.found !== foundBefore)',
      to: 'if (live === found)',
    },
  ],
};
