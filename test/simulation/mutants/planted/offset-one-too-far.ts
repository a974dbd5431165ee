import type { Mutant } from '../mutant.ts';

export const offsetOneTooFar: Mutant = {
  name: 'offset-one-too-far',
  standsFor: 'an offset committed one too far: after a rebalance or a restart a message is missing',
  patches: [
    {
      module: 'packages/engine-simulated/src/bus/owned',
      from: 'committable: () => offsets.low() + 1',
      to: 'committable: () => offsets.low() + 2',
    },
  ],
};
