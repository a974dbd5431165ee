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
  Display,
  Order,
  OrganizationId,
} from '@huitang/contracts';

/** The events of an activity that something is known from. */
export type ActivityEvent =
  | { readonly type: 'ActivityProposed'; readonly data: ActivityProposed }
  | { readonly type: 'ActivityRevised'; readonly data: ActivityRevised }
  | { readonly type: 'ActivityDeferred'; readonly data: ActivityDeferred }
  | { readonly type: 'ActivityConfirmed'; readonly data: ActivityConfirmed }
  | { readonly type: 'ActivityMoved'; readonly data: ActivityMoved }
  | { readonly type: 'ActivityPinned'; readonly data: ActivityPinned }
  | { readonly type: 'ActivityAnnounced'; readonly data: ActivityAnnounced }
  | { readonly type: 'ActivityDisplaced'; readonly data: ActivityDisplaced }
  | { readonly type: 'ActivityUnplaced'; readonly data: ActivityUnplaced }
  | { readonly type: 'ActivityDeclined'; readonly data: ActivityDeclined }
  | { readonly type: 'ActivityRevisionDeclined'; readonly data: ActivityRevisionDeclined }
  | { readonly type: 'ActivityCancelled'; readonly data: ActivityCancelled };

export interface Wished {
  readonly revision: number;
  readonly preferredStart: string;
  /** The latest of all acceptable starts. */
  readonly lastStart: string;
  readonly durationMinutes: number;
  /** Where staff of the center asked for it. */
  readonly ordered?: Order;
}

type Told = 'revision' | 'title' | 'kind' | 'headcount';

type Placed = Told | 'start' | 'end' | 'setupMinutes' | 'teardownMinutes' | 'claims' | 'reasons' | 'programme';

/** What staff have taken away, why, and what else could be had. */
export type Taken = Pick<ActivityDisplaced, 'before' | 'because' | 'nearest'>;

/** What stands. `announcesAt` is there until it is announced, `mayStart` while it may still move. */
export type Confirmed = Pick<ActivityConfirmed, Placed | 'allocationVersion' | 'announcesAt' | 'mayStart'> & {
  /** Whose it is: a wish of another organization that was turned down leaves it theirs. Absent where it was kept long ago. */
  readonly organizationId?: OrganizationId;
  /** What it was before its last move, and why it moved. */
  readonly moved?: Pick<ActivityMoved, 'before' | 'because'>;
  /** Until it is announced: what it is held instead of. */
  readonly displaced?: Taken;
  /** Which version of its place was the last to be held instead of another: what was told of earlier ones is over. */
  readonly displacedTo?: number;
  /** Announced after it was displaced: what keys of its messages have for a version. */
  readonly toldAs?: number;
  /** Nobody is to be told. */
  readonly silent?: true;
  readonly ordered?: Order;
};
export type Declined = Pick<ActivityDeclined, Told | 'reasons' | 'nearest'> & { readonly ordered?: Order };
export type Unplaced = Cancelled & Taken;
export type Cancelled = Pick<ActivityCancelled, Told>;
export type Deferred = Pick<ActivityDeferred, Told | 'round'>;

/** What mails are written from, and what is asked again before each of them is sent. */
export interface KnownActivity {
  readonly id: string;
  readonly centerId: string;
  readonly organizationId: string;
  readonly wished?: Wished;
  /** The newest wish that joined the round of a day, answered since or not. */
  readonly deferred?: Deferred;
  readonly confirmed?: Confirmed;
  /** What the organization had been told before `confirmed`. */
  readonly confirmedBefore?: Confirmed;
  /** Since staff have taken away what stood, until it has a place again. */
  readonly unplaced?: Unplaced;
  /** The newest answer that said no, until a later one says yes. */
  readonly declined?: Declined;
  readonly cancelled?: Cancelled;
  /** How calendars count what they are shown of it; absent before it has had a place. */
  readonly display?: Display;
}

const wishedIn = ({ revision, wish, ordered }: ActivityProposed | ActivityRevised): Wished => ({
  revision,
  preferredStart: wish.starts[0] ?? '',
  lastStart: wish.starts.reduce((last, start) => (Date.parse(start) > Date.parse(last) ? start : last)),
  durationMinutes: wish.durationMinutes,
  ...(ordered && { ordered }),
});

/** The order that a revision was wished by; nothing where it was the organizer's own wish. */
const orderOf = ({ wished }: KnownActivity, { revision }: { readonly revision: number }): { ordered?: Order } =>
  wished?.revision === revision && wished.ordered ? { ordered: wished.ordered } : {};

const told = ({ revision, title, kind, headcount }: Cancelled): Cancelled => ({ revision, title, kind, headcount });

const confirmedIn = (event: ActivityConfirmed): Confirmed => ({
  ...told(event),
  organizationId: event.organizationId,
  start: event.start,
  end: event.end,
  setupMinutes: event.setupMinutes,
  teardownMinutes: event.teardownMinutes,
  claims: event.claims,
  reasons: event.reasons,
  programme: event.programme,
  ...(event.allocationVersion && { allocationVersion: event.allocationVersion }),
  ...(event.announcesAt && { announcesAt: event.announcesAt }),
  ...(event.mayStart && { mayStart: event.mayStart }),
  ...(!event.notify && { silent: true }),
});

const movedIn = ({ before, because, ...event }: ActivityMoved): Confirmed => ({
  ...confirmedIn(event),
  moved: { before, because },
});

/** Its last move stays told: whoever has not heard of it yet is still to be. */
const fixedIn = (event: ActivityPinned | ActivityAnnounced, before: Confirmed | undefined): Confirmed => ({
  ...confirmedIn(event),
  ...(before?.moved && { moved: before.moved }),
  ...(before?.displacedTo && { displacedTo: before.displacedTo }),
  ...('wasDisplaced' in event && event.wasDisplaced && { toldAs: event.allocationVersion ?? 1 }),
});

const displacedIn = (event: ActivityDisplaced): Confirmed => ({
  ...confirmedIn(event),
  displaced: takenIn(event),
  displacedTo: event.allocationVersion ?? 1,
});

const takenIn = ({ before, because, nearest }: Taken): Taken => ({ before, because, nearest });

const declinedIn = (event: ActivityDeclined | ActivityRevisionDeclined): Declined => ({
  ...told(event),
  reasons: event.reasons,
  nearest: event.nearest,
});

function displayIn({ data }: ActivityEvent): { display?: Display } {
  if (!('displayRevision' in data)) return {};
  return { display: { displayRevision: data.displayRevision, displayChangedAt: data.displayChangedAt } };
}

/** What is known after an event of the activity's stream; events come in its order. */
export function knownAfter(before: KnownActivity | undefined, event: ActivityEvent): KnownActivity {
  const { activityId: id, centerId, organizationId } = event.data;
  const known: KnownActivity = { ...before, id, centerId, organizationId, ...displayIn(event) };
  switch (event.type) {
    case 'ActivityProposed':
    case 'ActivityRevised':
      return { ...known, wished: wishedIn(event.data) };
    case 'ActivityDeferred':
      return { ...known, deferred: { ...told(event.data), round: event.data.round } };
    case 'ActivityConfirmed': {
      const { declined, unplaced: _, ...rest } = known;
      return {
        ...rest,
        // What waited in a round may be granted after a newer wish was asked for, and turned down.
        ...(declined && declined.revision > event.data.revision && { declined }),
        confirmed: { ...confirmedIn(event.data), ...orderOf(known, event.data) },
        ...(known.confirmed && { confirmedBefore: known.confirmed }),
      };
    }
    case 'ActivityMoved':
      return { ...known, confirmed: movedIn(event.data) };
    case 'ActivityPinned':
    case 'ActivityAnnounced':
      return { ...known, confirmed: fixedIn(event.data, known.confirmed) };
    case 'ActivityDeclined':
    case 'ActivityRevisionDeclined':
      return { ...known, declined: { ...declinedIn(event.data), ...orderOf(known, event.data) } };
    case 'ActivityDisplaced':
      return { ...known, confirmed: displacedIn(event.data) };
    case 'ActivityUnplaced': {
      const { confirmed: _, confirmedBefore: __, ...rest } = known;
      return { ...rest, unplaced: { ...told(event.data), ...takenIn(event.data) } };
    }
    case 'ActivityCancelled':
      return { ...known, cancelled: told(event.data) };
  }
}

/** The newest revision that has been answered; 0 for none. */
export const answeredRevision = ({ confirmed, declined, unplaced }: KnownActivity): number =>
  Math.max(confirmed?.revision ?? 0, declined?.revision ?? 0, unplaced?.revision ?? 0);
