import type { Mutant } from '../mutant.ts';
import { withLog } from '../with-log.ts';

export const acknowledgedBeforeWritten: Mutant = {
  name: 'acknowledged-before-written',
  standsFor: 'write concern 0, or a missing await: the answer leaves while the commit is on its way',
  stage: {
    plant: withLog((log) => ({
      async append(commit) {
        log.append(commit).catch(() => undefined);
        return { outcome: 'appended' };
      },
    })),
  },
};
