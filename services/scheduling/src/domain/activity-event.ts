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
  FixingAsked,
} from '@huitang/contracts';

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
