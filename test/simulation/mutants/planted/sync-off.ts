import type { Mutant } from '../mutant.ts';

export const syncOff: Mutant = {
  name: 'sync-off',
  standsFor: 'PRAGMA synchronous=OFF: the disk is not waited for, which a killed process never shows',
  stage: { answersBeforeSync: true },
};
