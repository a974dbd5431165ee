import type { Mutant } from '../mutant.ts';

export const syncOff: Mutant = {
  name: 'sync-off',
  standsFor: 'PRAGMA synchronous=OFF: the disk is not waited for, and a crash takes what everybody relies on',
  stage: { answersBeforeSync: true },
};
