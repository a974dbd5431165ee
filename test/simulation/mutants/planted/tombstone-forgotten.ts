import type { Mutant } from '../mutant.ts';

export const tombstoneForgotten: Mutant = {
  name: 'tombstone-forgotten',
  standsFor: 'what is removed leaves no trace: a message that comes late brings it back',
  patches: [
    {
      module: 'packages/engine-simulated/src/durable/view-rows',
      from: 'rows.set(row.id, row);',
      to: 'row.text === null ? rows.delete(row.id) : rows.set(row.id, row);',
    },
  ],
};
