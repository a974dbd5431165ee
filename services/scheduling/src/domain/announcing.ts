import {
  type ActivityConfirmed,
  type AllocationFixed,
  type AllocationGranted,
  type AllocationMoved,
  type FixingAsked,
  instantOf,
  minuteOf,
  type Order,
} from '@huitang/contracts';
import { type Activity, shownNext } from './activity.ts';
import { type ActivityDecision, type ActivityRefusal, aboutOfConfirmed, accept, refuse } from './decision.ts';
import { type Expected, staleness } from './staleness.ts';

export type AnnouncingCommand =
  /** Somebody wants it announced before its time. */
  | ({ readonly type: 'AnnounceActivity'; readonly now: string } & Expected)
  /** The time of this revision has come. */
  | { readonly type: 'AnnounceWhenDue'; readonly revision: number; readonly now: string }
  /** `ordered`: where staff of the center want it. */
  | ({ readonly type: 'PinActivity'; readonly ordered?: Order } & Expected)
  | { readonly type: 'TakeMove'; readonly move: AllocationMoved; readonly now: string }
  | { readonly type: 'TakeFixed'; readonly fixed: AllocationFixed; readonly now: string };

type Command<T extends AnnouncingCommand['type']> = Extract<AnnouncingCommand, { type: T }>;

/** What is said of an allocation that was granted, by whether it may still move. */
type Standing = Pick<ActivityConfirmed, 'announced' | 'announcesAt' | 'mayStart' | 'allocationVersion'>;

/** Announced with its confirmation, or so many minutes before the start it has. */
export function standingOf(
  { start, tentative, allocationVersion }: AllocationGranted,
  leadMinutes: number | undefined,
): Standing {
  if (!tentative) return { announced: true };
  return {
    announced: false,
    announcesAt: instantOf(minuteOf(start) - (leadMinutes ?? 0)),
    mayStart: tentative.starts,
    ...(allocationVersion && { allocationVersion }),
  };
}

function ask(
  activity: Activity,
  confirmed: ActivityConfirmed,
  because: FixingAsked['because'],
  ordered?: Order,
): ActivityDecision {
  const { fixing } = activity;
  // It has been asked for already: the answer is on its way.
  if (fixing && (fixing.announces || because === 'pinned')) return accept();
  const { start } = confirmed;
  return accept({
    type: 'FixingAsked',
    data: { ...aboutOfConfirmed(confirmed), start, because, ...(ordered && { ordered }) },
  });
}

function announced(activity: Activity, confirmed: ActivityConfirmed, now: string): ActivityDecision {
  const { announcesAt: _at, mayStart: _may, ...shown } = confirmed;
  return accept({
    type: 'ActivityAnnounced',
    data: {
      ...shown,
      announced: true,
      ...shownNext(activity, now),
      ...(activity.displaced && { wasDisplaced: true }),
    },
  });
}

/** What is pinned moves no more, so nobody has to be asked. */
const announce = (
  activity: Activity,
  confirmed: ActivityConfirmed,
  because: 'lead' | 'asked',
  now: string,
): ActivityDecision => (activity.pinned ? announced(activity, confirmed, now) : ask(activity, confirmed, because));

/** Why nothing can be done about what stands; undefined when something can. */
function objection(activity: Activity, expected: Expected): ActivityRefusal | undefined {
  const { revision } = activity.wished;
  if (activity.status === 'cancelled') return { code: 'already-cancelled' };
  const stale = staleness(expected, activity);
  if (stale) return stale;
  if (activity.status !== 'confirmed') return { code: 'not-confirmed' };
  // What stands may be about to change into something that is not what they were looking at.
  return activity.awaitsAnswer ? { code: 'answer-pending', revision } : undefined;
}

/** Moves and fixings are of one revision; those of an earlier one, or of what is off, come too late. */
const standing = ({ status, confirmed }: Activity, revision: number): ActivityConfirmed | undefined =>
  status !== 'cancelled' && confirmed?.revision === revision && !confirmed.announced ? confirmed : undefined;

function decideMove({ move, now }: Command<'TakeMove'>, activity: Activity): ActivityDecision {
  const confirmed = standing(activity, move.revision);
  if (!confirmed || move.allocationVersion <= (confirmed.allocationVersion ?? 1)) return accept();
  const { start, end, setupMinutes, teardownMinutes, claims, reasons, because } = move;
  const leadMinutes = minuteOf(confirmed.start) - minuteOf(confirmed.announcesAt ?? confirmed.start);
  return accept({
    type: 'ActivityMoved',
    data: {
      ...confirmed,
      ...{ start, end, setupMinutes, teardownMinutes, claims, reasons, because },
      ...standingOf(move, leadMinutes),
      before: { start: confirmed.start, end: confirmed.end, claims: confirmed.claims },
      ...shownNext(activity, now),
    },
  });
}

function decideFixed({ fixed, now }: Command<'TakeFixed'>, activity: Activity): ActivityDecision {
  const before = standing(activity, fixed.revision);
  if (!before || activity.pinned) return accept();
  const { start, end, setupMinutes, teardownMinutes, claims, allocationVersion } = fixed;
  const confirmed = { ...before, start, end, setupMinutes, teardownMinutes, claims, allocationVersion };
  if (activity.fixing?.announces) return announced(activity, confirmed, now);
  const { mayStart: _, ...pinned } = confirmed;
  return accept({ type: 'ActivityPinned', data: pinned });
}

/** From confirmed to announced: tentative places move, are pinned, and are announced when their time has come. */
export function decideAnnouncing(command: AnnouncingCommand, activity: Activity): ActivityDecision {
  const { confirmed } = activity;
  switch (command.type) {
    case 'AnnounceActivity': {
      const refusal = objection(activity, command);
      if (refusal) return refuse(refusal);
      if (!confirmed || confirmed.announced) return accept();
      return announce(activity, confirmed, 'asked', command.now);
    }
    case 'PinActivity': {
      const refusal = objection(activity, command);
      if (refusal) return refuse(refusal);
      if (!confirmed || confirmed.announced || activity.pinned) return accept();
      return ask(activity, confirmed, 'pinned', command.ordered);
    }
    case 'AnnounceWhenDue': {
      const due = standing(activity, command.revision);
      // A move has put it off.
      if (!due || Date.parse(due.announcesAt ?? due.start) > Date.parse(command.now)) return accept();
      return announce(activity, due, 'lead', command.now);
    }
    case 'TakeMove':
      return decideMove(command, activity);
    case 'TakeFixed':
      return decideFixed(command, activity);
  }
}
