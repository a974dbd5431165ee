import { z } from 'zod';

const PER_MINUTE_MAX = 10_000_000;
const DAY_MINUTES = 1440;
const DEVICES_MAX = 100_000;

const whole = (max: number, wanted: string) =>
  z.coerce.number({ error: wanted }).int(wanted).min(1, wanted).max(max, wanted);
const perMinute = whole(PER_MINUTE_MAX, `requests a minute, a whole number from 1 to ${PER_MINUTE_MAX}`);
const devices = whole(DEVICES_MAX, `addresses, a whole number from 1 to ${DEVICES_MAX}`);
const minutes = whole(DAY_MINUTES, `minutes, a whole number from 1 to ${DAY_MINUTES}`);

/** What whoever runs an installation may say about private feeds. */
export interface FeedSettings {
  /** Requests a minute with one token, in each process. */
  readonly perToken: number;
  /** Requests a minute for private feeds from one address, in each process. */
  readonly perAddress: number;
  /** Addresses that one private feed may have at a time: each device has its own. */
  readonly devicesPerFeed: number;
  /** How long a calendar may go without a change to something that begins soon, before its owner is told of it elsewhere. */
  readonly unseenMinutes: number;
}

/** Calendars come once an hour, each from its own device; providers come for many from few addresses. */
export const usualFeedSettings: FeedSettings = {
  perToken: 30,
  perAddress: 3_000,
  devicesPerFeed: 1_000,
  unseenMinutes: 30,
};

export const feedVariables = {
  HUITANG_FEED_PER_CALENDAR: perMinute.optional(),
  HUITANG_FEED_PER_ADDRESS: perMinute.optional(),
  HUITANG_FEED_DEVICES: devices.optional(),
  HUITANG_UNSEEN_MINUTES: minutes.optional(),
};

type FeedVariables = { readonly [name in keyof typeof feedVariables]?: number | undefined };

/** What was said, and the usual for the rest. */
export const feedSettingsOf = (variables: FeedVariables): FeedSettings => ({
  perToken: variables.HUITANG_FEED_PER_CALENDAR ?? usualFeedSettings.perToken,
  perAddress: variables.HUITANG_FEED_PER_ADDRESS ?? usualFeedSettings.perAddress,
  devicesPerFeed: variables.HUITANG_FEED_DEVICES ?? usualFeedSettings.devicesPerFeed,
  unseenMinutes: variables.HUITANG_UNSEEN_MINUTES ?? usualFeedSettings.unseenMinutes,
});
