import type { Mutant } from '../mutant.ts';

export const sentByOthersIgnored: Mutant = {
  name: 'sent-by-others-ignored',
  standsFor: 'a cache for each process: a feed goes back behind what another one has sent',
  patches: [
    {
      module: 'services/calendar/src/shared-feed-cache',
      from: '!one || !isSame(last, one.feed)',
      to: '!one',
    },
  ],
};
