import type { Mutant } from '../mutant.ts';

export const rulesNotOnRevise: Mutant = {
  name: 'rules-not-on-revise',
  standsFor: 'rules that are asked when something is proposed, and not when it is changed',
  patches: [
    {
      module: 'services/room-allocation/src/coordinator/asked',
      from: 'if (asked.ordered ||',
      to: 'if (asked.revision > 1 || asked.ordered ||',
    },
  ],
};
