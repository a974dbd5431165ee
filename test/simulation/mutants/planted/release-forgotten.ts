import type { Mutant } from '../mutant.ts';

export const releaseForgotten: Mutant = {
  name: 'release-forgotten',
  standsFor: 'a cancellation that frees nothing on the days where something is held',
  patches: [
    {
      module: 'services/room-allocation/src/coordinator/release',
      from: 'daysSought(state, upToRevision)',
      to: '[]',
    },
  ],
};
