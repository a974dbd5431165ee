import type { Mutant } from '../mutant.ts';

export const listForgetsCancellation: Mutant = {
  name: 'list-forgets-cancellation',
  standsFor: 'a list that goes on showing what was called off: a reaction for one event is missing',
  patches: [
    {
      module: 'services/scheduling/src/views',
      from: "({ ...row, status: 'cancelled', awaitsAnswer: false })",
      to: '({ ...row, awaitsAnswer: false })',
    },
  ],
};
