import type {
  ActivityAnnounced,
  ActivityCancelled,
  ActivityConfirmed,
  ActivityDeclined,
  ActivityDeferred,
  ActivityDisplaced,
  ActivityMoved,
  ActivityPinned,
  ActivityProposed,
  ActivityRevised,
  ActivityRevisionDeclined,
  ActivityUnplaced,
  Alternative,
  FixingAsked,
  Reason,
} from '@huitang/contracts';
import { type Waiting, waitingAfter } from './deferring.ts';

/** What an activity is asked to be: everything of a proposal but its revision. */
export type Details = Omit<ActivityProposed, 'activityId' | 'revision'>;

export type ActivityEvent =
  | { readonly type: 'ActivityProposed'; readonly data: ActivityProposed }
  | { readonly type: 'ActivityRevised'; readonly data: ActivityRevised }
  | { readonly type: 'ActivityDeferred'; readonly data: ActivityDeferred }
  | { readonly type: 'ActivityConfirmed'; readonly data: ActivityConfirmed }
  | { readonly type: 'ActivityMoved'; readonly data: ActivityMoved }
  | { readonly type: 'FixingAsked'; readonly data: FixingAsked }
  | { readonly type: 'ActivityPinned'; readonly data: ActivityPinned }
  | { readonly type: 'ActivityAnnounced'; readonly data: ActivityAnnounced }
  | { readonly type: 'ActivityDisplaced'; readonly data: ActivityDisplaced }
  | { readonly type: 'ActivityUnplaced'; readonly data: ActivityUnplaced }
  | { readonly type: 'ActivityDeclined'; readonly data: ActivityDeclined }
  | { readonly type: 'ActivityRevisionDeclined'; readonly data: ActivityRevisionDeclined }
  | { readonly type: 'ActivityCancelled'; readonly data: ActivityCancelled };

/** The newest answer that said no, until a later one says yes. */
export interface Declined {
  readonly revision: number;
  readonly reasons: readonly Reason[];
  readonly nearest: readonly Alternative[];
}

/** Why staff have taken away what stood, and what was held for it instead, which nobody has accepted yet. */
export type Displaced = Pick<ActivityDisplaced, 'before' | 'because' | 'ordered' | 'nearest'>;

/** `proposed`: no answer to the newest wish yet, and nothing confirmed before. */
export type Status = 'proposed' | 'confirmed' | 'declined' | 'cancelled';

export interface Activity {
  readonly status: Status;
  /** The newest wish, answered or not. */
  readonly wished: ActivityProposed;
  /** True while room-allocation owes an answer to `wished`. */
  readonly awaitsAnswer: boolean;
  /** Wishes in the round of a day, by revision: the newest one, and those that it has overtaken there. */
  readonly waiting: readonly Waiting[];
  /** What stands: the newest wish that was granted, as it is since its last move. */
  readonly confirmed?: ActivityConfirmed;
  /** The wish that what stands was granted to. */
  readonly granted?: ActivityProposed;
  /** True once somebody has fixed what stands before it is announced. */
  readonly pinned: boolean;
  /** While room-allocation owes an answer to whether what stands is fixed: what follows from it. */
  readonly fixing?: { readonly announces: boolean };
  readonly declined?: Declined;
  /** While what stands is held instead of something else, and is not accepted. */
  readonly displaced?: Displaced;
  readonly displayRevision: number;
}

/** Undefined before the proposal. */
export type ActivityState = Activity | undefined;

/** True when room-allocation owes no answer, neither to a wish nor to what is to be fixed. */
export const isAnswered = (state: ActivityState): boolean =>
  state !== undefined && !state.awaitsAnswer && state.fixing === undefined;

/** A grant says yes to what was declined before, and not to what was asked for after it. */
function withoutDecline(activity: Activity, revision: number): Activity {
  const { declined, ...rest } = activity;
  return declined && declined.revision > revision ? activity : rest;
}

function withoutFixing({ fixing: _, ...activity }: Activity): Activity {
  return activity;
}

function withoutDisplacement({ displaced: _, ...activity }: Activity): Activity {
  return activity;
}

function withoutPlace({ confirmed: _, granted: __, ...activity }: Activity): Activity {
  return activity;
}

/** What stands is shown anew. */
const standing = (activity: Activity, confirmed: ActivityConfirmed): Activity => ({
  ...activity,
  confirmed,
  displayRevision: confirmed.displayRevision,
});

/** The newest wish, unless it is one that it has overtaken in a round. */
const grantedBy = ({ wished, waiting }: Activity, revision: number): ActivityProposed =>
  waiting.find(({ wish }) => wish.revision === revision)?.wish ?? wished;

function movedTo({ before: _, because: __, ...confirmed }: ActivityMoved): ActivityConfirmed {
  return confirmed;
}

function announcedBy({ wasDisplaced: _, ...confirmed }: ActivityAnnounced): ActivityConfirmed {
  return confirmed;
}

/** A revision that is displaced before its grant was heard of has its answer with that. */
const stillAwaits = ({ awaitsAnswer, wished }: Activity, revision: number): boolean =>
  awaitsAnswer && wished.revision !== revision;

function displacedBy(activity: Activity, event: ActivityDisplaced): Activity {
  const { before, because, ordered, nearest, ...confirmed } = event;
  const isHeardFirst = activity.awaitsAnswer && activity.wished.revision === event.revision;
  return {
    ...standing(withoutFixing(activity), confirmed),
    ...(isHeardFirst && { granted: activity.wished }),
    status: 'confirmed',
    awaitsAnswer: stillAwaits(activity, event.revision),
    pinned: true,
    displaced: { before, because, ordered, nearest },
  };
}

function unplacedBy(activity: Activity, { revision, because, nearest, displayRevision }: ActivityUnplaced): Activity {
  const awaitsAnswer = stillAwaits(activity, revision);
  return {
    ...withoutPlace(withoutDisplacement(withoutFixing(activity))),
    status: awaitsAnswer ? 'proposed' : 'declined',
    awaitsAnswer,
    pinned: false,
    declined: { revision, reasons: [because], nearest },
    displayRevision,
  };
}

const declinedBy = ({ revision, reasons, nearest }: ActivityDeclined | ActivityRevisionDeclined): Declined => ({
  revision,
  reasons,
  nearest,
});

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
    };
  }
  return state && evolveExisting(state, event);
}
