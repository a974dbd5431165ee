import type { RoundOpened } from '@huitang/contracts';
import { joined } from './collecting.ts';
import { emptyMap } from './parted-map.ts';
import type { RoundEvent } from './round-event.ts';
import { changed, type DayRound } from './round-state.ts';

const opened = (data: RoundOpened): DayRound => ({
  ...data,
  status: 'open',
  collected: emptyMap(),
  arrivals: 0,
  adjustments: [],
  changes: 0,
  isSettled: false,
});

/** The round after one of its own events. */
export function roundAfter(round: DayRound | undefined, event: RoundEvent): DayRound | undefined {
  if (event.type === 'RoundOpened') return opened(event.data);
  if (!round) return undefined;
  switch (event.type) {
    case 'WishCollected':
      return joined(round, event.data);
    case 'AllocationDeferred':
      return round;
    case 'RoundClosed':
      return { ...round, status: 'closed' };
    case 'RoundAdjusted':
      return changed({ ...round, adjustments: event.data.adjustments });
    case 'RoundSolved': {
      const { number: _, changes: __, ...solution } = event.data;
      return { ...round, solution };
    }
    case 'RoundPublished':
      return { ...round, status: 'published' };
    case 'RoundGivenUp':
      return { ...round, status: 'given-up' };
    case 'RoundSettled':
      return { ...round, isSettled: true };
  }
}
