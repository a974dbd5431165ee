import type { OptionsChange } from '../changed-options.ts';
import { ordinary } from '../eras.ts';
import { oneProcess } from '../topology.ts';

/**
 * A run that once broke a promise. It stays here, whatever else tests the same by now: the simulator has changed since, so
 * that the run may not come by the same place any more. What holds the mend is the test that `because` names.
 */
export interface PinnedSeed {
  readonly seed: number;
  /** What made it small. */
  readonly change: OptionsChange;
  readonly invariant: string;
  /** What was wrong, and where it is tested without a world around it. */
  readonly because: string;
}

/** As worlds were when these were found: later ones begin at other times, and have more in them. */
const before = {
  ...{ variety: false, windows: false, rounds: false, quotas: false, neighbours: false, rules: false },
  ...{ preferences: false, timeZone: ordinary.timeZone },
};
const nothingElse = { skipEveryMs: 0, outageEveryMs: 0 };

export const pinnedSeeds: readonly PinnedSeed[] = [
  {
    seed: 126,
    change: {
      rates: { 'crash-before': 0 },
      disturbances: { clockMaxMs: 0, ...nothingElse },
      startMs: ordinary.startMs,
      workload: { ...before, centers: 3, roomsEach: 2, organizers: 9, journeysEach: 2, subscribers: 1, impatient: 0 },
    },
    invariant: 'I4 everything ends',
    because:
      'A grant was taken for an answer to nothing, because a read of the same activity found the revision first and the reaction did not decide again: packages/runtime/test/executor/live.test.ts',
  },
  {
    seed: 1120,
    change: {
      disturbances: { networkLoss: 0, ...nothingElse },
      startMs: ordinary.startMs,
      workload: { ...before, centers: 1, roomsEach: 2, organizers: 3, journeysEach: 7, subscribers: 2, impatient: 0 },
      healAfterMs: 0,
    },
    invariant: 'I7 the feed is the state',
    because:
      'A clock that was set back made a finished feed look younger than it was, and what another process had applied was not seen: services/calendar/test/shared-feed-cache.test.ts',
  },
  {
    seed: 47,
    change: {
      topology: oneProcess,
      rates: { 'crash-before': 0 },
      disturbances: { ...nothingElse, shuffleEveryMs: 0, duplicateEveryMs: 0, restartEveryMs: 0, stallEveryMs: 0 },
      workload: {
        ...{ centers: 2, roomsEach: 1, organizers: 3, journeysEach: 3, subscribers: 0 },
        ...{ variety: false, windows: false, staff: false },
        ...{ rounds: true, quotas: true, neighbours: true, rules: false },
      },
      healAfterMs: 0,
    },
    invariant: 'I3 what fits is granted',
    because:
      'Somebody from a neighbour who sets out on the day before was refused for the round of that day of the center they come to, which has no part in it: services/room-allocation/test/coordinator/borrowed.test.ts',
  },
  {
    seed: 519,
    change: {
      disturbances: { clockMaxMs: 0 },
      workload: { roomsEach: 2, journeysEach: 2, staff: false, preferences: false },
    },
    invariant: 'I17 a quota is kept',
    because:
      'What somebody began to count before a limit, and did not end, was taken for counted: services/room-allocation/test/coordinator/quota-earlier.test.ts',
  },
  {
    seed: 687,
    change: { disturbances: { clockMaxMs: 0 }, workload: { journeysEach: 11 } },
    invariant: 'I5 names arrive',
    because:
      'Waiting for the mail that goes first used up the attempts at the one with a new name: services/notification/test/renamed.int.test.ts',
  },
  {
    seed: 956,
    change: { workload: { rounds: false } },
    invariant: 'I4 announced in time',
    because:
      'A clock that was set back between finding something due and asking about it crossed it out: services/scheduling/test/announcements.test.ts',
  },
  {
    seed: 2,
    change: { workload: { journeysEach: 3 } },
    invariant: 'I2 nothing acknowledged is lost',
    because:
      'What was so already is in no log, so that its repeat was decided anew, and refused; seed 474 told of it before people asked for that more often: packages/runtime/test/http/once-for.int.test.ts',
  },
  {
    seed: 61,
    change: {
      disturbances: { clockMaxMs: 0 },
      workload: {
        ...{ subscribers: 24, centers: 1, organizers: 12, journeysEach: 5, variety: false, foreseeing: false },
        ...{ rounds: false, quotas: false, neighbours: false, rules: false, preferences: false },
      },
    },
    invariant: 'I7 the feed is the state',
    because:
      'A process of calendar sent what it had kept for less than a second, while another one had sent something newer; seed 512 told of it before subscribers asked once more at once: services/calendar/test/shared-feed-cache.test.ts',
  },
  {
    seed: 61,
    change: { workload: { subscribers: 24 } },
    invariant: 'I3 what fits is granted',
    because:
      'A neighbour was farther away when a wish asked for people once more, over a day that had not been written down: services/room-allocation/test/coordinator/borrowed.test.ts',
  },
];
