import type { Mutant } from '../mutant.ts';
import { withWishes } from '../with-wishes.ts';

export const wishesIgnored: Mutant = {
  name: 'wishes-ignored',
  standsFor: 'a reaction that was forgotten: nobody who asks is ever answered, and everybody waits',
  stage: { plant: withWishes(async () => {}) },
};
