import type { Mutant } from '../mutant.ts';
import { withLog } from '../with-log.ts';

export const marksForgotten: Mutant = {
  name: 'marks-forgotten',
  standsFor: 'a relay whose marks are not kept: it tells everything again, for ever',
  stage: { plant: withLog(() => ({ markPublished: async () => {} })) },
};
