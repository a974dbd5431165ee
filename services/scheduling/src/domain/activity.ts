import type {
  ActivityCancelled,
  ActivityConfirmed,
  ActivityDeclined,
  ActivityProposed,
  ActivityRevised,
  ActivityRevisionDeclined,
  Alternative,
  Reason,
} from '@huitang/contracts';

/** What an activity is asked to be: everything of a proposal but its revision. */
export type Details = Omit<ActivityProposed, 'activityId' | 'revision'>;

export type ActivityEvent =
  | { readonly type: 'ActivityProposed'; readonly data: ActivityProposed }
  | { readonly type: 'ActivityRevised'; readonly data: ActivityRevised }
  | { readonly type: 'ActivityConfirmed'; readonly data: ActivityConfirmed }
  | { readonly type: 'ActivityDeclined'; readonly data: ActivityDeclined }
  | { readonly type: 'ActivityRevisionDeclined'; readonly data: ActivityRevisionDeclined }
  | { readonly type: 'ActivityCancelled'; readonly data: ActivityCancelled };

/** The newest answer that said no, until a later one says yes. */
export interface Declined {
  readonly revision: number;
  readonly reasons: readonly Reason[];
  readonly nearest: readonly Alternative[];
}

/** `proposed`: no answer to the newest wish yet, and nothing confirmed before. */
export type Status = 'proposed' | 'confirmed' | 'declined' | 'cancelled';

export interface Activity {
  readonly status: Status;
  /** The newest wish, answered or not. */
  readonly wished: ActivityProposed;
  /** True while room-allocation owes an answer to `wished`. */
  readonly awaitsAnswer: boolean;
  /** What stands: the newest wish that was granted. */
  readonly confirmed?: ActivityConfirmed;
  readonly declined?: Declined;
  readonly displayRevision: number;
}

/** Undefined before the proposal. */
export type ActivityState = Activity | undefined;

/** True when room-allocation owes no answer: confirmed, declined or cancelled. */
export const isAnswered = (state: ActivityState): boolean => state !== undefined && !state.awaitsAnswer;

function withoutDecline({ declined: _, ...activity }: Activity): Activity {
  return activity;
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
    case 'ActivityConfirmed':
      return {
        ...withoutDecline(activity),
        status: 'confirmed',
        awaitsAnswer: false,
        confirmed: event.data,
        displayRevision: event.data.displayRevision,
      };
    case 'ActivityDeclined':
      return { ...activity, status: 'declined', awaitsAnswer: false, declined: declinedBy(event.data) };
    case 'ActivityRevisionDeclined':
      return { ...activity, status: 'confirmed', awaitsAnswer: false, declined: declinedBy(event.data) };
    case 'ActivityCancelled':
      return { ...activity, status: 'cancelled', awaitsAnswer: false, displayRevision: event.data.displayRevision };
  }
}

export function evolve(state: ActivityState, event: ActivityEvent): ActivityState {
  if (event.type === 'ActivityProposed') {
    return { status: 'proposed', wished: event.data, awaitsAnswer: true, displayRevision: -1 };
  }
  return state && evolveExisting(state, event);
}
