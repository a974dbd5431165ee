import type { Mutant } from '../mutant.ts';

export const viewsGuardDropped: Mutant = {
  name: 'views-guard-dropped',
  standsFor: 'read models without the position of what they show: an older message overwrites a newer one',
  patches: [
    {
      module: 'packages/engine-simulated/src/durable/view-rows',
      from: 'if (before && !isAfter(row.source, before.source))',
      to: 'if (before === row)',
    },
  ],
};
