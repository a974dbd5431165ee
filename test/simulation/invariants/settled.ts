import { busIsIdle, parkedStreams, undecided, unpublished } from '../state.ts';
import type { View } from './invariant.ts';

/** True when nothing is under way any more, so that what the services say has to agree; poisoned streams stay behind. */
export const isSettled = (view: View): boolean =>
  busIsIdle(view) &&
  unpublished(view).length === 0 &&
  undecided(view).length === 0 &&
  parkedStreams(view).every(({ subject }) => view.poisoned.has(subject));
