import { timestampOf } from '@huitang/contracts';
import type { KeptFeed } from '../ready-feed.ts';
import type { Fetch } from './token-store.ts';

/** Calendars come again and again: that one came is written down this often where it brings nothing new. */
const NOTED_EVERY_MS = 600_000;
const AGENT_MAX = 100;

/** True when there is nothing new to write down about a calendar that is sent this. */
export const isNoted = (before: Fetch | undefined, { changedAt }: KeptFeed, now: number): boolean =>
  before?.upTo === changedAt && now - Date.parse(before.at) < NOTED_EVERY_MS;

/** What is written down of a fetch at `now` (milliseconds). */
export function noteOf({ changedAt }: KeptFeed, userAgent: unknown, now: number): Fetch {
  const agent = String(userAgent ?? '').slice(0, AGENT_MAX);
  return { at: timestampOf(now), upTo: changedAt, ...(agent && { agent }) };
}
