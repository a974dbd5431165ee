import type { Platform } from '@huitang/runtime';
import { type Contact, contactOf } from './contacts.ts';
import type { Delivery } from './domain/delivery.ts';
import type { KnownActivity } from './domain/known-activity.ts';
import type { KnownCenter } from './domain/known-center.ts';
import { type Verdict, verdictOn } from './domain/verdict.ts';
import { newestActivity } from './newest.ts';
import { knownActivity, knownCenter, type NotificationViews } from './views.ts';

/** Everything a mail is written from. */
export interface Ready {
  readonly activity: KnownActivity;
  readonly center: KnownCenter;
  readonly contact: Contact;
}

export type Judged =
  | { readonly verdict: 'send'; readonly ready: Ready }
  | { readonly verdict: Exclude<Verdict, 'send'> };

export type Judge = (delivery: Delivery) => Promise<Judged>;

/**
 * Asks what is known at this moment, and whether the recipient can still be reached. What was heard may be a moment
 * behind what happened, so nothing is sent before the owner of the activity has been asked, too.
 */
export function judgeOf(platform: Platform, views: NotificationViews): Judge {
  const { clock, vault } = platform;
  return async (delivery) => {
    const { activityId, recipient } = delivery;
    const heard = verdictOn(delivery, await knownActivity(views, activityId), clock.now());
    if (heard !== 'send') return { verdict: heard };
    const activity = await newestActivity(platform, activityId);
    const verdict = verdictOn(delivery, activity, clock.now());
    if (verdict !== 'send') return { verdict };
    const center = activity && (await knownCenter(views, activity.centerId));
    // No order holds between an activity's events and its center's.
    if (!center) return { verdict: 'not-known-yet' };
    const contact = await contactOf(vault, recipient);
    if (!contact) return { verdict: 'recipient-unknown' };
    return { verdict, ready: { activity, center, contact } };
  };
}
