import { wallClock } from '@huitang/wording';
import { describe, expect, test } from '@jest/globals';
import type { Delivery } from '../../src/domain/delivery.ts';
import { clockMinute, type Hold, holdOf, isWithin, nextAt } from '../../src/domain/hold.ts';
import { type ActivityEvent, type KnownActivity, knownAfter } from '../../src/domain/known-activity.ts';
import { type Preferences, usualPreferences } from '../../src/domain/preferences.ts';
import { cancelled, confirmed, displaced, idOf, moved } from '../given.ts';

const MINUTE_MS = 60_000;

const minuteIn = (zone: string) => (ms: number) => clockMinute(wallClock(zone)(ms).clock);
const shanghai = minuteIn('Asia/Shanghai');

describe('quiet hours', () => {
  test('are the minutes met when walking from their beginning to their end', () => {
    const day = 12;
    const scaled = (minute: number) => minute * 120;
    for (let from = 0; from < day; from += 1) {
      for (let to = 0; to < day; to += 1) {
        if (from === to) continue;
        const walked = new Set<number>();
        for (let minute = from; minute !== to; minute = (minute + 1) % day) walked.add(minute);
        for (let minute = 0; minute < day; minute += 1) {
          expect(isWithin(scaled(minute), scaled(from), scaled(to))).toBe(walked.has(minute));
        }
      }
    }
  });
});

describe('the next time that the clocks show', () => {
  test.each(['Asia/Shanghai', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe'])(
    'a minute in %s is after now, within a day and the hour of a change, and shows it unless they skip it',
    (zone) => {
      const at = minuteIn(zone);
      // Around the changes of 2026: March, April, October, November.
      for (const day of ['2026-03-07', '2026-03-28', '2026-04-04', '2026-10-03', '2026-10-24', '2026-10-31']) {
        for (let hour = 0; hour < 60; hour += 1) {
          const now = Date.parse(`${day}T00:00:00Z`) + hour * 60 * MINUTE_MS + 17_000;
          for (const minute of [0, 30, 421, 1260, 1439]) {
            const next = nextAt(minute, now, at);
            expect(next).toBeGreaterThan(now);
            expect(next - now).toBeLessThanOrEqual(25 * 60 * MINUTE_MS);
            expect(at(next)).toBe(minute);
          }
        }
      }
    },
  );

  test('now is a day later', () => {
    const now = Date.parse('2026-06-28T08:00:00Z');
    expect(nextAt(16 * 60, now, shanghai)).toBe(now + 1440 * MINUTE_MS);
    expect(nextAt(16 * 60 + 1, now, shanghai)).toBe(now + MINUTE_MS);
  });
});

const known = (...events: ActivityEvent[]): KnownActivity => {
  const after = events.reduce<KnownActivity | undefined>(knownAfter, undefined);
  if (!after) throw new Error('no events');
  return after;
};

const confirmation = (change = {}): ActivityEvent => ({ type: 'ActivityConfirmed', data: confirmed(change) });

const delivery = (message: Delivery['message'], change: Partial<Delivery> = {}): Delivery => ({
  activityId: idOf(1),
  revision: 1,
  message,
  recipient: 'organization/hengshan-branch',
  state: 'planned',
  attempts: 0,
  tellAt: '',
  at: '',
  eventId: '',
  commandId: '',
  ...change,
});

const night: Preferences = { ...usualPreferences, quietHours: { from: '21:00', to: '07:00' } };
const daily: Preferences = { ...usualPreferences, digestAt: '08:00' };

/** `now` and the answer as Shanghai's clocks show them. */
function heldAt(
  now: string,
  preferences: Preferences,
  activity: KnownActivity,
  one: Delivery = delivery('confirmed', { uselessAt: '2026-07-02T01:00:00Z' }),
): string | undefined {
  const hold: Hold | undefined = holdOf(one, activity, preferences, Date.parse(`${now}:00+08:00`), shanghai);
  if (!hold) return undefined;
  const text = new Date(hold.until + 8 * 60 * MINUTE_MS).toISOString().slice(0, 16);
  return hold.inDigest ? `${text} together` : text;
}

/** Begins on 2 July at nine in Shanghai. */
const ceremony = known(confirmation());

describe('a message that is due', () => {
  test.each([
    ['2026-06-28T20:59', undefined],
    ['2026-06-28T21:00', '2026-06-29T07:00'],
    ['2026-06-29T06:59', '2026-06-29T07:00'],
    ['2026-06-29T07:00', undefined],
  ])('in quiet hours waits until they end: at %s', (now, until) => {
    expect(heldAt(now, night, ceremony)).toBe(until);
  });

  test('waits for nothing where its organization has said nothing', () => {
    expect(heldAt('2026-06-29T03:00', usualPreferences, ceremony)).toBeUndefined();
  });

  test.each([
    ['2026-07-01T23:00:00Z', undefined],
    ['2026-07-01T23:01:00Z', '2026-07-02T07:00'],
  ])('is not held back where what it is about begins before they end: at %s', (start, until) => {
    const soon = known(confirmation({ start, end: '2026-07-02T03:00:00Z' }));
    expect(heldAt('2026-07-02T05:00', night, soon, delivery('reminder-hour'))).toBe(until);
  });

  test('is not held back where it would have begun before, or is to be answered before', () => {
    const toLater: ActivityEvent = { type: 'ActivityMoved', data: moved({ start: '2026-07-02T06:00:00Z' }) };
    const wasEarly = { start: '2026-07-01T22:00:00Z', end: '2026-07-01T23:00:00Z', claims: [] };
    const early = known(confirmation({ start: '2026-07-01T22:00:00Z' }));
    const changes: readonly KnownActivity[] = [
      known(confirmation(), { type: 'ActivityMoved', data: moved({ ...toLater.data, before: wasEarly }) }),
      known(confirmation(), { type: 'ActivityDisplaced', data: displaced({ before: wasEarly }) }),
      known(confirmation(), { type: 'ActivityDisplaced', data: displaced({ announcesAt: '2026-07-01T22:30:00Z' }) }),
      known(confirmation({ start: '2026-07-01T22:00:00Z' }), confirmation({ revision: 2 })),
      { ...early, cancelled: cancelled() },
    ];
    for (const change of changes)
      expect(heldAt('2026-07-02T01:00', night, change, delivery('changed'))).toBeUndefined();
    expect(heldAt('2026-07-02T01:00', night, ceremony, delivery('changed'))).toBe('2026-07-02T07:00');
  });

  test('and of no use any more when they end is sent, unless it is a reminder: the next one comes then', () => {
    const uselessAt = '2026-06-28T22:00:00Z';
    expect(heldAt('2026-06-29T03:00', night, ceremony, delivery('deferred', { uselessAt }))).toBeUndefined();
    expect(heldAt('2026-06-29T03:00', night, ceremony, delivery('reminder-day', { uselessAt }))).toBeDefined();
  });
});

describe('a digest', () => {
  test('has what is due before its hour, once', () => {
    expect(heldAt('2026-06-28T16:00', daily, ceremony)).toBe('2026-06-29T08:00 together');
    const digestAt = '2026-06-29T00:00:00.000Z';
    expect(heldAt('2026-06-29T08:00', daily, ceremony, delivery('confirmed', { digestAt }))).toBeUndefined();
  });

  test('has nothing that is about something before it', () => {
    expect(heldAt('2026-07-02T08:00', daily, ceremony)).toBeUndefined();
    expect(heldAt('2026-07-01T09:00', daily, ceremony)).toBe('2026-07-02T08:00 together');
  });

  test.each(['reminder-day', 'reminder-hour', 'displaced', 'unplaced'] as const)('never has a %s', (message) => {
    expect(heldAt('2026-06-28T16:00', daily, ceremony, delivery(message))).toBeUndefined();
  });

  test('has no invitations, and what is no invitation also then', () => {
    const invited: Preferences = { ...daily, calendar: 'invitations' };
    expect(heldAt('2026-06-28T16:00', invited, ceremony)).toBeUndefined();
    expect(heldAt('2026-06-28T16:00', invited, ceremony, delivery('declined'))).toBe('2026-06-29T08:00 together');
  });

  test('waits through quiet hours, and what is too early for it is held by them', () => {
    const both: Preferences = { ...night, digestAt: '08:00' };
    expect(heldAt('2026-06-28T22:00', both, ceremony)).toBe('2026-06-29T08:00 together');
    const early = known(confirmation({ start: '2026-06-28T23:30:00Z', end: '2026-06-29T02:00:00Z' }));
    expect(heldAt('2026-06-28T22:00', both, early, delivery('confirmed'))).toBe('2026-06-29T07:00');
  });
});
