import type { Platform } from '@huitang/runtime';
import type { Choices } from './choices.ts';
import { type Contact, contactOf } from './contacts.ts';
import { channelOf, type Delivery } from './domain/delivery.ts';
import type { KnownActivity } from './domain/known-activity.ts';
import type { KnownCenter } from './domain/known-center.ts';
import { type Verdict, verdictOn } from './domain/verdict.ts';
import { newestActivity } from './newest.ts';
import { knownActivity, knownCenter, type NotificationViews } from './views.ts';

/** Everything a message is written from. */
export interface Ready {
  readonly activity: KnownActivity;
  readonly center: KnownCenter;
  readonly contact: Contact;
}

export type Judged =
  | { readonly verdict: 'send'; readonly ready: Ready }
  | { readonly verdict: Exclude<Verdict, 'send'> };

/** What is to be done with a delivery. */
export interface Judge {
  /** By what was heard: quick, and so often right that nothing is taken up in vain. It may be a moment behind. */
  atFirst(delivery: Delivery): Promise<Verdict>;
  /** By the owner of the activity, who is asked at this moment: nothing is sent without that. */
  atLast(delivery: Delivery): Promise<Judged>;
}

/** Asks what is known at this moment, and whether the recipient can still be reached and wants to be. */
export function judgeOf(platform: Platform, views: NotificationViews, choices: Choices): Judge {
  const { clock, vault } = platform;
  return {
    async atFirst(delivery) {
      const heard = await knownActivity(views, delivery.activityId);
      const verdict = verdictOn(delivery, heard, clock.now());
      if (verdict !== 'send' || !heard) return verdict;
      // No order holds between an activity's events and its center's.
      return (await knownCenter(views, heard.centerId)) ? verdict : 'not-known-yet';
    },
    async atLast(delivery) {
      const { activityId, recipient } = delivery;
      const activity = await newestActivity(platform, activityId);
      const verdict = verdictOn(delivery, activity, clock.now());
      if (verdict !== 'send') return { verdict };
      const center = activity && (await knownCenter(views, activity.centerId));
      if (!center) return { verdict: 'not-known-yet' };
      const contact = await contactOf(vault, recipient);
      if (!contact) return { verdict: 'recipient-unknown' };
      const chosen = await choices.of(activity.organizationId);
      if (!chosen.some(({ channel }) => channel === channelOf(delivery))) return { verdict: 'switched-off' };
      return { verdict, ready: { activity, center, contact } };
    },
  };
}
