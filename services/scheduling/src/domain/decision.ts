import type { ActivityConfirmed, ActivityProposed } from '@huitang/contracts';
import type { Activity } from './activity.ts';
import type { ActivityEvent } from './activity-event.ts';

export type ActivityRefusal =
  | { readonly code: 'unknown-activity' }
  | { readonly code: 'already-proposed' }
  | { readonly code: 'already-cancelled' }
  | { readonly code: 'not-confirmed' }
  | { readonly code: 'rooms-do-not-match'; readonly needed: number }
  | { readonly code: 'answer-pending'; readonly revision: number }
  | { readonly code: 'revision-mismatch'; readonly revision: number }
  | { readonly code: 'other-center'; readonly centerId: string };

export type ActivityDecision =
  | { readonly ok: true; readonly events: readonly ActivityEvent[] }
  | { readonly ok: false; readonly refusal: ActivityRefusal };

export const accept = (...events: ActivityEvent[]): ActivityDecision => ({ ok: true, events });
export const refuse = (refusal: ActivityRefusal): ActivityDecision => ({ ok: false, refusal });

export type About = Omit<ActivityProposed, 'wish' | 'programme' | 'ordered'>;

/** The part every event repeats, so that no reader needs an earlier one. */
export function aboutOf({ wish: _wish, programme: _programme, ordered: _ordered, ...about }: ActivityProposed): About {
  return about;
}

/** The same of what stands. */
export function aboutOfConfirmed(confirmed: ActivityConfirmed): About {
  const {
    start: _s,
    end: _e,
    setupMinutes: _a,
    teardownMinutes: _b,
    claims: _c,
    reasons: _r,
    programme: _p,
    announced: _n,
    announcesAt: _w,
    mayStart: _m,
    allocationVersion: _v,
    displayRevision: _d,
    displayChangedAt: _t,
    ...about
  } = confirmed;
  return about;
}

/** Only the answer to the newest wish counts; an answer for an old revision is ignored. */
export const answersNewest = ({ awaitsAnswer, wished }: Activity, revision: number): boolean =>
  awaitsAnswer && wished.revision === revision;
