import { expect, test } from '@jest/globals';
import { clockAt } from '../clock.ts';
import { none } from '../disturbances.ts';
import { asPreferred } from './as-preferred.ts';
import { confirmed, declined, type Given, given, proposed } from './given.ts';
import { lettersOf } from './letters.ts';
import { POSSIBLE_MINUTES } from './preferred.ts';

const ZONE = 'Asia/Shanghai';
const MINUTE_MS = 60_000;

/** One activity of branch-1 that begins so many minutes from now. */
function withOne(inMinutes: number, preferences: object, options: Parameters<typeof given>[1] = {}): Given {
  const base = given(asPreferred, options);
  const workload = { ...base.view.options.workload, timeZone: ZONE };
  const all = given(asPreferred, { ...options, workload });
  const start = new Date(all.world.scheduler.now() + inMinutes * MINUTE_MS).toISOString();
  all.append('scheduling', 'activity/a', [
    confirmed('a', 1, { start, end: start, claims: [], displayChangedAt: start }),
  ]);
  const value = JSON.stringify({ off: [], reminderMinutes: [1_440, 60], ...preferences });
  const rows = all.world.durable.records('all', 'notification-preferences');
  rows.set({ key: 'branch-1', value, dueAt: undefined, expiresAt: undefined });
  return all;
}

function delivered(all: Given, message: string) {
  const letters = all.world.durable
    .log('scheduling')
    .all()
    .flatMap((commit) => lettersOf(commit, POSSIBLE_MINUTES));
  const messageId = letters.find((letter) => letter.message === message)?.messageId ?? '';
  const to = { name: '支部', address: 'branch-1@example.org' };
  const mail = { messageId, date: '2026-06-01T01:00:00.000Z', to, subject: 's', text: 't', html: 'h' };
  return all.watch.delivered?.({ mail, at: all.world.scheduler.now(), process: 'notification-1' })?.length;
}

/** Quiet for so many minutes from now on. */
function quiet(minutes: number) {
  const { now } = given(asPreferred).world.scheduler;
  const clock = (change: number): string => clockAt(now() + change * MINUTE_MS, ZONE);
  return { quietHours: { from: clock(-60), to: clock(minutes) } };
}

const DAYS = 5_000;

test('what an organization does without is found, and a reminder it has just asked for otherwise is not', () => {
  expect(delivered(withOne(DAYS, {}), 'confirmed')).toBe(0);
  expect(delivered(withOne(DAYS, { off: ['confirmed'] }), 'confirmed')).toBe(1);
  expect(delivered(withOne(DAYS, { off: ['confirmed'] }), 'reminder-hour')).toBe(0);
  expect(delivered(withOne(DAYS, { off: ['reminder'] }), 'reminder-63')).toBe(1);
  expect(delivered(withOne(DAYS, { reminderMinutes: [] }), 'reminder-hour')).toBe(0);
});

test('who is woken is found, unless something begins before the quiet ends', () => {
  expect(delivered(withOne(DAYS, quiet(120)), 'confirmed')).toBe(1);
  expect(delivered(withOne(DAYS, quiet(0)), 'confirmed')).toBe(0);
  expect(delivered(withOne(119, quiet(120)), 'confirmed')).toBe(0);
  expect(delivered(withOne(121, quiet(120)), 'confirmed')).toBe(1);
});

test('what was to be while the mail was on its way could not wait; what had been before it was told of could', () => {
  const aged = (inMinutes: number, seconds: number) => {
    const all = withOne(inMinutes, quiet(120));
    const { scheduler } = all.world;
    scheduler.after(seconds * 1_000, () => {});
    scheduler.step();
    return delivered(all, 'confirmed');
  };
  expect(aged(0.5, 45)).toBe(0);
  expect(aged(0.5, 95)).toBe(1);
  expect(aged(-0.1, 5)).toBe(1);
});

test('by a wrong clock it may have been another time', () => {
  const disturbances = { ...none, clockEveryMs: 1_000, clockMaxMs: 600_000 };
  expect(delivered(withOne(DAYS, quiet(120), { disturbances }), 'confirmed')).toBe(0);
});

test('of an activity of which nothing is known nothing is said', () => {
  const all = withOne(DAYS, { off: ['declined'] });
  expect(delivered(all, 'declined')).toBe(0);
  all.append('scheduling', 'activity/b', [proposed('b')]);
  all.append('scheduling', 'activity/b', [declined('b')]);
  expect(delivered(all, 'declined')).toBe(1);
});
