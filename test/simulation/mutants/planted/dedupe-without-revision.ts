import type { Mutant } from '../mutant.ts';

export const dedupeWithoutRevision: Mutant = {
  name: 'dedupe-without-revision',
  standsFor: 'an inbox of mails that forgets the revision: the second change of an activity is taken for the first',
  patches: [
    {
      module: 'services/notification/src/domain/delivery',
      from: '{ activityId, revision, allocationVersion, change, message, minutesBefore, recipient } = delivery',
      to: '{ activityId, allocationVersion, change, message, minutesBefore, recipient } = delivery, revision = 1',
    },
    {
      module: 'services/notification/src/outcomes',
      from: 'bodyHash(keyOf(delivery))',
      to: 'bodyHash([delivery.activityId, delivery.revision, delivery.message, delivery.recipient].join("/"))',
    },
  ],
};
