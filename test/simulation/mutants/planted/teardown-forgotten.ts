import type { Mutant } from '../mutant.ts';

export const teardownForgotten: Mutant = {
  name: 'teardown-forgotten',
  standsFor: 'what a room needs after an activity is not counted, only what the activity itself does',
  patches: [
    {
      module: 'services/room-allocation/src/domain/allocator/buffers',
      from: 'Math.max(terms.teardownMinutes, resource?.teardownMinutes ?? 0)',
      to: 'terms.teardownMinutes',
    },
  ],
};
