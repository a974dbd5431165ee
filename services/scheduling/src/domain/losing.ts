import type { ActivityDisplaced, ActivityUnplaced } from '@huitang/contracts';
import { type Activity, standing, withoutDisplacement, withoutFixing } from './activity.ts';

function withoutPlace({ confirmed: _, granted: __, ...activity }: Activity): Activity {
  return activity;
}

/** A revision that is displaced before its grant was heard of has its answer with that. */
const stillAwaits = ({ awaitsAnswer, wished }: Activity, revision: number): boolean =>
  awaitsAnswer && wished.revision !== revision;

export function displacedBy(activity: Activity, event: ActivityDisplaced): Activity {
  const { before, because, ordered, nearest, ...confirmed } = event;
  const isHeardFirst = activity.awaitsAnswer && activity.wished.revision === event.revision;
  return {
    ...standing(withoutFixing(activity), confirmed),
    ...(isHeardFirst && { granted: activity.wished }),
    status: 'confirmed',
    awaitsAnswer: stillAwaits(activity, event.revision),
    pinned: true,
    displacedAt: activity.changes + 1,
    displaced: { before, because, ordered, nearest },
  };
}

export function unplacedBy(
  activity: Activity,
  { revision, because, nearest, displayRevision, displayChangedAt }: ActivityUnplaced,
): Activity {
  const awaitsAnswer = stillAwaits(activity, revision);
  return {
    ...withoutPlace(withoutDisplacement(withoutFixing(activity))),
    status: awaitsAnswer ? 'proposed' : 'declined',
    awaitsAnswer,
    pinned: false,
    displacedAt: activity.changes + 1,
    declined: { revision, reasons: [because], nearest },
    displayRevision,
    displayChangedAt,
  };
}
