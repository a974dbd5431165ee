import type { Mutant } from '../mutant.ts';

export const quotaNotReleased: Mutant = {
  name: 'quota-not-released',
  standsFor: 'a cancellation that gives back the room and not the minutes: the organization has them no more',
  patches: [
    {
      module: 'services/room-allocation/src/coordinator/release',
      from: 'await releaseQuotas(coordinator, whose, state, upToRevision);',
      to: '',
    },
  ],
};
