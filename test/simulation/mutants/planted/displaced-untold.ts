import type { Mutant } from '../mutant.ts';

export const displacedUntold: Mutant = {
  name: 'displaced-untold',
  standsFor: 'nothing is left for somebody, and nobody says so: the organizer still believes in the old place',
  patches: [
    {
      module: 'services/scheduling/src/domain/displacing',
      from: 'if (!lost)',
      to: 'if (!lost || !displaced.held)',
    },
  ],
};
