import type { Consumer } from '@huitang/runtime';
import { closeDays, reopenDays } from './coordinator/close-days.ts';
import type { Coordinator } from './coordinator/coordinator.ts';
import { releaseMinutes } from './coordinator/release.ts';

/** What a center has announced of its closures, carried to each day that it touches; and what has no place any more. */
export const closureReactions = (coordinator: Coordinator): Consumer => ({
  group: 'room-allocation.closures',
  services: ['room-allocation'],
  rebuilds: [],
  handlers: {
    ClosureAnnounced: ({ centerId, closureId }, meta) =>
      closeDays(coordinator, { centerId, closureId, causationId: meta.id }),
    ClosureLifted: ({ centerId, closureId }, meta) =>
      reopenDays(coordinator, { centerId, closureId, causationId: meta.id }),
    async AllocationDisplaced({ activityId, revision, held }) {
      if (!held) await releaseMinutes(coordinator, activityId, revision);
    },
  },
});
