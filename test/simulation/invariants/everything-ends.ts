import { busIsIdle, parkedStreams, undecided, unpublished } from '../state.ts';
import type { Findings, Invariant } from './invariant.ts';

/** Once the faults have stopped: every proposal has its answer, nothing waits for the bus or on it, nothing is parked but poison. */
export const everythingEnds: Invariant = {
  name: 'I4 everything ends',
  watch: (view) => ({
    ended({ quiet }): Findings {
      if (!quiet) return [];
      const parked = parkedStreams(view).filter(({ subject }) => !view.poisoned.has(subject));
      return [
        ...(busIsIdle(view) ? [] : ['there are events that somebody has not heard, or not come to the end of']),
        ...undecided(view).map((stream) => `${stream} has no answer`),
        ...unpublished(view).map((commit) => `${commit} is not on the bus`),
        ...parked.map(({ group, subject, error }) => `${subject} is parked for ${group}: ${error}`),
      ];
    },
  }),
};
