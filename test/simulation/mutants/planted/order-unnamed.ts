import type { Mutant } from '../mutant.ts';

export const orderUnnamed: Mutant = {
  name: 'order-unnamed',
  standsFor: 'an order in the log without whoever gave it: nobody can be asked afterwards',
  patches: [
    {
      module: 'services/scheduling/src/staff',
      from: 'by: id',
      to: 'by: ""',
    },
  ],
};
