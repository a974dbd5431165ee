import type { Mutant } from '../mutant.ts';

export const replayForgetsBehind: Mutant = {
  name: 'replay-forgets-behind',
  standsFor: 'what nobody could handle is delivered again once it is mended, and what waited behind it is not',
  patches: [
    {
      module: 'packages/runtime/src/bus-lanes/parking',
      from: '...(await store.release(lane.subject))',
      to: '...(await store.release(lane.subject)).slice(0, 1)',
    },
  ],
};
