import type { Consumer } from '@huitang/runtime';
import { settleRound } from './carry-on.ts';
import type { Rounds } from './rounds.ts';
import type { TimedRounds } from './timed.ts';

/** What room-allocation itself says of rounds, and what follows from it. */
export const roundConsumer = (rounds: Rounds, timed: Pick<TimedRounds, 'plan'>): Consumer => ({
  group: 'room-allocation.rounds',
  services: ['room-allocation'],
  rebuilds: [],
  handlers: {
    RoundOpened: (round) => timed.plan(round),
    RoundPublished: (round) => settleRound(rounds, round),
    RoundGivenUp: (round) => settleRound(rounds, round),
  },
});
