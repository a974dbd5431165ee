import type { Mutant } from '../mutant.ts';

export const useTakesTwoForOne: Mutant = {
  name: 'use-takes-two-for-one',
  standsFor:
    'what starts at the same time in two rooms is taken for the same: a list that drops repeats by the wrong key',
  patches: [
    {
      module: 'services/room-allocation/src/room-use',
      from: 'JSON.stringify([grant.activityId, grant.days, grant.start])',
      to: 'JSON.stringify([grant.days, grant.start])',
    },
  ],
};
