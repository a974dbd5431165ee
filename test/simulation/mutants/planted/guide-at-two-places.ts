import type { Mutant } from '../mutant.ts';

export const guideAtTwoPlaces: Mutant = {
  name: 'guide-at-two-places',
  standsFor: 'people are not asked whether they are taken: a guide is booked twice',
  patches: [
    {
      module: 'services/room-allocation/src/domain/place-people',
      from: "availability(usage, claim.resource.id, claim, 1, 1) === 'free'",
      to: "availability(usage, claim.resource.id, claim, 1, 1) !== 'closed'",
    },
  ],
};
