import type { ActivityId, AllocationGranted, AllocationRefused } from '@huitang/contracts';
import { type Activity, type ActivityState, shownNext } from './activity.ts';
import type { Details } from './activity-event.ts';
import { type AnnouncingCommand, decideAnnouncing, standingOf } from './announcing.ts';
import { type ActivityDecision, aboutOf, aboutOfConfirmed, accept, answersNewest, refuse } from './decision.ts';
import { type DeferringCommand, decideDeferral, grantedWish, roundOf } from './deferring.ts';
import { type DisplacingCommand, decideDisplacement } from './displacing.ts';
import { decideOrder, type OrderingCommand } from './ordering.ts';
import { type Expected, staleness } from './staleness.ts';

export type ActivityCommand =
  | { readonly type: 'ProposeActivity'; readonly activityId: ActivityId; readonly details: Details }
  | ({ readonly type: 'ReviseActivity'; readonly details: Details } & Expected)
  | ({ readonly type: 'CancelActivity'; readonly now: string } & Expected)
  | { readonly type: 'TakeGrant'; readonly grant: AllocationGranted; readonly now: string }
  | { readonly type: 'TakeRefusal'; readonly refusal: AllocationRefused }
  | AnnouncingCommand
  | DeferringCommand
  | DisplacingCommand
  | OrderingCommand;

function decideRevise(
  command: Extract<ActivityCommand, { type: 'ReviseActivity' }>,
  activity: Activity,
): ActivityDecision {
  const { revision, centerId, activityId } = activity.wished;
  if (activity.status === 'cancelled') return refuse({ code: 'already-cancelled' });
  const stale = staleness(command, activity);
  if (stale) return refuse(stale);
  // One question at a time: the answer to this one may release what the last one was granted.
  // What waits in a round is not about to be, and may be asked for otherwise.
  if (activity.awaitsAnswer && !roundOf(activity)) return refuse({ code: 'answer-pending', revision });
  // An activity never changes center; going elsewhere is a new activity.
  if (command.details.centerId !== centerId) return refuse({ code: 'other-center', centerId });
  return accept({ type: 'ActivityRevised', data: { ...command.details, activityId, revision: revision + 1 } });
}

function decideCancel(
  command: Extract<ActivityCommand, { type: 'CancelActivity' }>,
  activity: Activity,
): ActivityDecision {
  // Commands arrive at least once: cancelled stays cancelled.
  if (activity.status === 'cancelled') return accept();
  const { revision } = activity.wished;
  const stale = staleness(command, activity);
  if (stale) return refuse(stale);
  const wasConfirmed = activity.confirmed !== undefined;
  // What was shown is what is called off, under the newest revision: a declined revision's title was never seen.
  const about = activity.confirmed ? { ...aboutOfConfirmed(activity.confirmed), revision } : aboutOf(activity.wished);
  // What has lost its place was shown before, and the number of what is shown never falls.
  const shown = wasConfirmed
    ? shownNext(activity, command.now)
    : { displayRevision: Math.max(0, activity.displayRevision), displayChangedAt: command.now };
  return accept({ type: 'ActivityCancelled', data: { ...about, ...shown, wasConfirmed } });
}

function decideGrant(
  { grant, now }: Extract<ActivityCommand, { type: 'TakeGrant' }>,
  activity: Activity,
): ActivityDecision {
  const wish = grantedWish(activity, grant.revision);
  if (!wish) return accept();
  const { start, end, setupMinutes, teardownMinutes, claims, reasons } = grant;
  return accept({
    type: 'ActivityConfirmed',
    data: {
      ...aboutOf(wish),
      start,
      end,
      setupMinutes,
      teardownMinutes,
      claims,
      reasons,
      programme: wish.programme,
      ...standingOf(grant, wish.wish.announceLeadMinutes),
      ...shownNext(activity, now),
    },
  });
}

function decideRefusal(
  { refusal }: Extract<ActivityCommand, { type: 'TakeRefusal' }>,
  activity: Activity,
): ActivityDecision {
  if (!answersNewest(activity, refusal.revision)) return accept();
  const { reasons, nearest } = refusal;
  const about = aboutOf(activity.wished);
  return activity.confirmed
    ? accept({
        type: 'ActivityRevisionDeclined',
        data: { ...about, keeps: activity.confirmed.revision, reasons, nearest },
      })
    : accept({ type: 'ActivityDeclined', data: { ...about, reasons, nearest } });
}

/** The life of one activity: proposed → confirmed or declined → announced, revised and answered again, cancelled. */
export function decide(command: ActivityCommand, state: ActivityState): ActivityDecision {
  if (command.type === 'ProposeActivity') {
    if (state) return refuse({ code: 'already-proposed' });
    return accept({
      type: 'ActivityProposed',
      data: { ...command.details, activityId: command.activityId, revision: 1 },
    });
  }
  if (!state) return refuse({ code: 'unknown-activity' });
  switch (command.type) {
    case 'ReviseActivity':
      return decideRevise(command, state);
    case 'CancelActivity':
      return decideCancel(command, state);
    case 'TakeGrant':
      return decideGrant(command, state);
    case 'TakeRefusal':
      return decideRefusal(command, state);
    case 'TakeDeferral':
      return decideDeferral(command, state);
    case 'AnnounceActivity':
    case 'AnnounceWhenDue':
    case 'PinActivity':
    case 'TakeMove':
    case 'TakeFixed':
      return decideAnnouncing(command, state);
    case 'TakeDisplacement':
      return decideDisplacement(command, state);
    case 'OrderPlace':
      return decideOrder(command, state);
  }
}
