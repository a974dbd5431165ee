import type { Mutant } from '../mutant.ts';

export const answerAfterCancellation: Mutant = {
  name: 'answer-after-cancellation',
  standsFor:
    'an answer that comes when the question has been withdrawn is taken all the same: what was called off is on again',
  patches: [
    {
      module: 'services/scheduling/src/domain/decision',
      from: 'awaitsAnswer && wished.revision === revision',
      to: 'wished.revision === revision',
    },
  ],
};
