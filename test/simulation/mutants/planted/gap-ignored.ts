import type { Mutant } from '../mutant.ts';

export const gapIgnored: Mutant = {
  name: 'gap-ignored',
  standsFor:
    'no gap detector: what comes after a hole, as OFFSET_OUT_OF_RANGE leaves one, is taken as if there were none',
  patches: [
    {
      module: 'packages/runtime/src/consumer',
      from: '!positions.areComplete && expected !== undefined && (!last || comparePositions(expected, last) > 0)',
      to: 'expected === ""',
    },
  ],
};
