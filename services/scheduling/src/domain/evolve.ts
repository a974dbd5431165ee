import type { ActivityAnnounced, ActivityConfirmed, ActivityMoved, ActivityProposed } from '@huitang/contracts';
import {
  type Activity,
  type ActivityState,
  declinedBy,
  standing,
  withoutDisplacement,
  withoutFixing,
} from './activity.ts';
import type { ActivityEvent } from './activity-event.ts';
import { waitingAfter } from './deferring.ts';
import { displacedBy, unplacedBy } from './losing.ts';

/** A grant says yes to what was declined before, and not to what was asked for after it. */
function withoutDecline(activity: Activity, revision: number): Activity {
  const { declined, ...rest } = activity;
  return declined && declined.revision > revision ? activity : rest;
}

/** The newest wish, unless it is one that it has overtaken in a round. */
const grantedBy = ({ wished, waiting }: Activity, revision: number): ActivityProposed =>
  waiting.find(({ wish }) => wish.revision === revision)?.wish ?? wished;

function movedTo({ before: _, because: __, ...confirmed }: ActivityMoved): ActivityConfirmed {
  return confirmed;
}

function announcedBy({ wasDisplaced: _, ...confirmed }: ActivityAnnounced): ActivityConfirmed {
  return confirmed;
}

function evolveExisting(activity: Activity, event: Exclude<ActivityEvent, { type: 'ActivityProposed' }>): Activity {
  switch (event.type) {
    case 'ActivityRevised':
      return {
        ...activity,
        wished: event.data,
        awaitsAnswer: true,
        status: activity.confirmed ? 'confirmed' : 'proposed',
      };
    case 'ActivityDeferred':
      return { ...activity, waiting: [...activity.waiting, { wish: activity.wished, round: event.data.round }] };
    case 'ActivityConfirmed': {
      const { revision } = event.data;
      return {
        ...standing(withoutFixing(withoutDecline(withoutDisplacement(activity), revision)), event.data),
        granted: grantedBy(activity, revision),
        status: 'confirmed',
        // One that waited in a round may be granted after a newer one was asked for.
        awaitsAnswer: activity.awaitsAnswer && activity.wished.revision > revision,
        waiting: waitingAfter(activity.waiting, revision),
        pinned: false,
      };
    }
    case 'ActivityMoved':
      return standing(activity, movedTo(event.data));
    case 'FixingAsked':
      return {
        ...activity,
        fixing: { announces: event.data.because !== 'pinned' || (activity.fixing?.announces ?? false) },
      };
    case 'ActivityPinned':
      return { ...standing(withoutFixing(activity), event.data), pinned: true };
    case 'ActivityAnnounced':
      return standing(withoutFixing(withoutDisplacement(activity)), announcedBy(event.data));
    case 'ActivityDisplaced':
      return displacedBy(activity, event.data);
    case 'ActivityUnplaced':
      return unplacedBy(activity, event.data);
    case 'ActivityDeclined':
      return { ...activity, status: 'declined', awaitsAnswer: false, declined: declinedBy(event.data) };
    case 'ActivityRevisionDeclined':
      return { ...activity, status: 'confirmed', awaitsAnswer: false, declined: declinedBy(event.data) };
    case 'ActivityCancelled':
      return {
        ...withoutFixing(withoutDisplacement(activity)),
        status: 'cancelled',
        awaitsAnswer: false,
        displayRevision: event.data.displayRevision,
        displayChangedAt: event.data.displayChangedAt,
      };
  }
}

export function evolve(state: ActivityState, event: ActivityEvent): ActivityState {
  if (event.type === 'ActivityProposed') {
    return {
      status: 'proposed',
      wished: event.data,
      awaitsAnswer: true,
      waiting: [],
      pinned: false,
      displayRevision: -1,
      changes: 1,
    };
  }
  return state && { ...evolveExisting(state, event), changes: state.changes + 1 };
}
