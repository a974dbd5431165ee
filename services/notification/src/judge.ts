import type { Platform } from '@huitang/runtime';
import { wallClock } from '@huitang/wording';
import type { Channels } from './channels/index.ts';
import type { Choices } from './choices.ts';
import { type Contact, contactOf, organizationOf } from './contacts.ts';
import { channelOf, type Delivery } from './domain/delivery.ts';
import { clockMinute, type Hold, holdOf, type MinuteOfDay } from './domain/hold.ts';
import type { KnownActivity } from './domain/known-activity.ts';
import type { KnownCenter } from './domain/known-center.ts';
import { isWanted, type Preferences } from './domain/preferences.ts';
import { besideOthers } from './domain/renamed.ts';
import { type Verdict, verdictOn } from './domain/verdict.ts';
import type { Ledger } from './ledger.ts';
import { newestActivity } from './newest.ts';
import type { PreferenceStore } from './preferences/preference-store.ts';
import { knownActivity, knownCenter, type NotificationViews } from './views.ts';

/** Everything a message is written from. */
export interface Ready {
  readonly activity: KnownActivity;
  readonly center: KnownCenter;
  /** In the language that it prefers. */
  readonly contact: Contact;
  readonly preferences: Preferences;
}

export type Judged =
  | { readonly verdict: 'send'; readonly ready: Ready }
  | { readonly verdict: Exclude<Verdict, 'send'> | Hold };

/** What is to be done with a delivery. */
export interface Judge {
  /**
   * By what was heard: quick, and so often right that nothing is taken up in vain. It may be a moment behind. A `Hold` for
   * what the organization would rather be told later.
   */
  atFirst(delivery: Delivery): Promise<Verdict | Hold>;
  /** By the owner of the activity, who is asked at this moment: nothing is sent without that. */
  atLast(delivery: Delivery): Promise<Judged>;
}

interface Asked {
  readonly views: NotificationViews;
  readonly choices: Choices;
  readonly preferences: PreferenceStore;
  readonly channels: Channels;
  readonly ledger: Pick<Ledger, 'ofActivity'>;
}

const minuteOfDay =
  (timeZone: string): MinuteOfDay =>
  (ms) =>
    clockMinute(wallClock(timeZone)(ms).clock);

/** Asks what is known at this moment, and whether the recipient can still be reached and wants to be. */
export function judgeOf({ clock, vault, history }: Platform, asked: Asked): Judge {
  const { views, choices, channels } = asked;
  const rings = (delivery: Delivery): boolean => channels.get(channelOf(delivery))?.rings ?? false;
  const isRefused = (delivery: Delivery, preferences: Preferences): boolean =>
    rings(delivery) && !isWanted(delivery, preferences);

  async function asPreferred(delivery: Delivery, heard: KnownActivity, timeZone: string): Promise<Verdict | Hold> {
    if (!rings(delivery)) return 'send';
    const preferences = await asked.preferences.of(organizationOf(delivery.recipient));
    if (isRefused(delivery, preferences)) return 'switched-off';
    return holdOf(delivery, heard, preferences, clock.now(), minuteOfDay(timeZone)) ?? 'send';
  }

  async function readyFor(delivery: Delivery, activity: KnownActivity, center: KnownCenter): Promise<Judged> {
    const contact = await contactOf(vault, delivery.recipient);
    if (!contact) return { verdict: 'recipient-unknown' };
    const organizationId = organizationOf(delivery.recipient);
    const preferences = await asked.preferences.of(organizationId);
    const chosen = await choices.of(organizationId);
    const isChosen = chosen.some(({ channel }) => channel === channelOf(delivery));
    if (!isChosen || isRefused(delivery, preferences)) return { verdict: 'switched-off' };
    const { language = contact.language } = preferences;
    return { verdict: 'send', ready: { activity, center, contact: { ...contact, language }, preferences } };
  }

  /** Of a new name: whether it is known here, and has not been brought with another mail. */
  async function asRenamed(delivery: Delivery, { displayRevision }: KnownCenter): Promise<Verdict | Hold> {
    if (displayRevision < (delivery.change ?? 0)) return 'not-known-yet';
    return besideOthers(delivery, await asked.ledger.ofActivity(delivery.activityId), clock.now());
  }

  return {
    async atFirst(delivery) {
      const heard = await knownActivity(views, delivery.activityId);
      const verdict = verdictOn(delivery, heard, clock.now());
      if (verdict !== 'send' || !heard) return verdict;
      // No order holds between an activity's events and its center's.
      const center = await knownCenter(views, heard.centerId);
      return center ? asPreferred(delivery, heard, center.timeZone) : 'not-known-yet';
    },
    async atLast(delivery) {
      const activity = await newestActivity({ history }, delivery.activityId);
      const verdict = verdictOn(delivery, activity, clock.now());
      if (verdict !== 'send') return { verdict };
      const center = activity && (await knownCenter(views, activity.centerId));
      if (!center) return { verdict: 'not-known-yet' };
      const renamed = delivery.message === 'renamed' ? await asRenamed(delivery, center) : 'send';
      return renamed === 'send' ? readyFor(delivery, activity, center) : { verdict: renamed };
    },
  };
}
