import type { Mutant } from '../mutant.ts';

export const gapIgnored: Mutant = {
  name: 'gap-ignored',
  standsFor:
    'OFFSET_OUT_OF_RANGE skips silently, and no gap detector: what comes after a hole is taken as if there were none',
  patches: [
    {
      module: 'packages/engine-simulated/src/bus/owned',
      from: 'committable: () => offsets.low() + 1',
      to: 'committable: () => offsets.low() + 2',
    },
    {
      module: 'packages/runtime/src/consumer',
      from: 'expected !== undefined && (!last || comparePositions(expected, last) > 0)',
      to: 'expected === ""',
    },
  ],
};
