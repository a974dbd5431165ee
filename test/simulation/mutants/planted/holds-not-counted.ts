import type { Mutant } from '../mutant.ts';

export const holdsNotCounted: Mutant = {
  name: 'holds-not-counted',
  standsFor: 'what somebody else is about to take over several days is not seen as taken',
  patches: [
    {
      module: 'services/room-allocation/src/domain/holding',
      from: 'const taken = takenOn(day, activityId, { holds: true });',
      to: 'const taken = takenOn(day, activityId, { holds: false });',
    },
  ],
};
