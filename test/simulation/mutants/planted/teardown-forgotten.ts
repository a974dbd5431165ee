import type { Mutant } from '../mutant.ts';

export const teardownForgotten: Mutant = {
  name: 'teardown-forgotten',
  standsFor: 'the minutes after an activity are not counted',
  patches: [
    {
      module: 'services/room-allocation/src/domain/buffers',
      from: 'Math.max(terms.teardownMinutes, resource?.teardownMinutes ?? 0)',
      to: 'terms.teardownMinutes',
    },
  ],
};
