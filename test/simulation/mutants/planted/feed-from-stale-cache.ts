import type { Mutant } from '../mutant.ts';

export const feedFromStaleCache: Mutant = {
  name: 'feed-from-stale-cache',
  standsFor: 'a cache that nobody tells of changes',
  patches: [
    {
      module: 'services/calendar/src/keep-feeds',
      from: 'changes.lastOf(kept.centerId) <= kept.count && now < kept.validUntil && isRecent(kept, now)',
      to: 'now < kept.validUntil',
    },
  ],
};
