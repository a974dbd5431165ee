import type { Mutant } from '../mutant.ts';
import { withWishes } from '../with-wishes.ts';

const LATE_MS = 100_000;

export const wishesLate: Mutant = {
  name: 'wishes-late',
  standsFor: 'something in the way of a wish that nobody clears: it is answered, long after the faults have stopped',
  stage: {
    plant: withWishes(async (answer, { clock }) => {
      await new Promise<void>((resolve) => void clock.after(LATE_MS, resolve));
      await answer();
    }),
  },
};
