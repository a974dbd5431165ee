import { expect, test } from '@jest/globals';
import { clockAt } from '../clock.ts';
import { none } from '../disturbances.ts';
import { optionsOf } from '../options.ts';
import { cancelled, confirmed, declined, type Given, given, pass, proposed } from './given.ts';
import { lettersOf } from './letters.ts';
import { rightMails } from './right-mails.ts';

const HOUR_MS = 3_600_000;

/** The mail that one message of the newest commit is. */
function mailOf({ world }: Given, message: string) {
  const letters = world.durable
    .log('scheduling')
    .all()
    .flatMap((commit) => lettersOf(commit));
  const messageId = letters.find((letter) => letter.message === message)?.messageId ?? message;
  const to = { name: '支部', address: 'branch-1@example.org' };
  return { messageId, date: '2026-06-01T01:00:00.000Z', to, subject: 's', text: 't', html: 'h' };
}

function delivered(all: Given, message: string, process = 'notification-1') {
  return all.watch.delivered?.({ mail: mailOf(all, message), at: all.world.scheduler.now(), process });
}

function withOne(
  activityId: string,
  revision = 1,
  confirmation: object = {},
  options: Parameters<typeof given>[1] = {},
): Given {
  const all = given(rightMails, options);
  all.world.durable.vault.set('organization/branch-1', { name: '支部', email: 'branch-1@example.org', language: 'zh' });
  all.append('scheduling', 'activity/a', [proposed('a')]);
  all.append('scheduling', 'activity/a', [confirmed(activityId, revision, confirmation)]);
  return all;
}

test('a mail that no event asks for is found', () => {
  const all = withOne('a');
  expect(delivered(all, 'confirmed')).toEqual([]);
  expect(delivered(all, 'made up')).toHaveLength(1);
});

test('what nobody was told of is found, unless they have no box, or it waits for another try', async () => {
  const all = withOne('a');
  expect(await all.ended()).toEqual(['confirmed of a#1 never came']);
  const rows = all.world.durable.records('all', 'notification-deliveries');
  const soon = all.world.scheduler.now() + 1_000;
  rows.set({ key: 'a/1/confirmed/organization/branch-1', value: '{}', dueAt: soon, expiresAt: undefined });
  expect(await all.ended()).toEqual([]);
  rows.delete('a/1/confirmed/organization/branch-1');
  all.world.durable.vault.set('organization/branch-1', { email: 'x@refused.example.org' });
  expect(await all.ended()).toEqual([]);
});

test('of what is cancelled only that has to be told, of what is declined only that', async () => {
  const off = withOne('a');
  off.append('scheduling', 'activity/a', [cancelled('a')]);
  expect(await off.ended()).toEqual(['cancelled of a#1 never came']);
  const no = given(rightMails);
  no.world.durable.vault.set('organization/branch-1', { email: 'branch-1@example.org' });
  no.append('scheduling', 'activity/b', [proposed('b')]);
  no.append('scheduling', 'activity/b', [declined('b')]);
  expect(await no.ended()).toEqual(['declined of b#1 never came']);
});

test('a reminder whose time has come is owed', async () => {
  const start = given(rightMails).world.scheduler.now() + HOUR_MS + 120_000;
  const all = withOne('a', 1, { start: new Date(start).toISOString(), end: new Date(start + HOUR_MS).toISOString() });
  delivered(all, 'confirmed');
  expect(await all.ended()).toEqual([]);
  await pass(all.world, 240_000);
  expect(await all.ended()).toEqual(['reminder-hour of a#1 never came']);
});

test.each([
  [10, ['reminder-hour of a#1 never came']],
  [-1, ['reminder-62 of a#1 never came', 'reminder-hour of a#1 never came']],
])('a reminder that waits in quiet hours until the next one is due is not owed (%d minutes)', async (minutes, owed) => {
  const timeZone = 'Asia/Shanghai';
  const now = given(rightMails).world.scheduler.now();
  const start = now + HOUR_MS + 300_000;
  const times = { start: new Date(start).toISOString(), end: new Date(start + HOUR_MS).toISOString() };
  const all = withOne('a', 1, times, { workload: { ...optionsOf(1).workload, timeZone } });
  const quietHours = { from: clockAt(now - HOUR_MS, timeZone), to: clockAt(now + minutes * 60_000, timeZone) };
  const value = JSON.stringify({ off: [], reminderMinutes: [62, 60], quietHours });
  const rows = all.world.durable.records('all', 'notification-preferences');
  rows.set({ key: 'branch-1', value, dueAt: undefined, expiresAt: undefined });
  delivered(all, 'confirmed');
  await pass(all.world, 480_000);
  expect(await all.ended()).toEqual(owed);
});

test('a mail that comes twice is found, unless nobody could know that it had come', () => {
  const doubts: ((all: Given, word: string) => unknown)[] = [
    (all) => all.watch.crashed?.('notification-1'),
    ({ watch }, word) =>
      watch.disturbed?.(
        { number: 1, process: 'x', what: 'log.append', key: `delivery/${word}@1`, writes: true },
        'lost',
      ),
  ];
  const all = withOne('a');
  delivered(all, 'confirmed');
  expect(delivered(all, 'confirmed', 'notification-2')).toHaveLength(1);
  for (const doubt of doubts) {
    const other = withOne('a');
    delivered(other, 'confirmed');
    doubt(other, mailOf(other, 'confirmed').messageId.split('@')[0] ?? '');
    expect(delivered(other, 'confirmed', 'notification-2')).toEqual([]);
    expect(delivered(other, 'confirmed', 'notification-2')).toHaveLength(1);
  }
});

test('what is durable once a mail has come leaves no doubt, whoever ends and whatever goes wrong afterwards', () => {
  const all = withOne('a');
  delivered(all, 'confirmed');
  const word = mailOf(all, 'confirmed').messageId.split('@')[0];
  all.append('notification', `delivery/${word}`, [{ type: 'NotificationDelivered', data: {} }]);
  all.watch.crashed?.('notification-1');
  const read = { number: 1, process: 'x', what: 'log.read', key: `delivery/${word}`, writes: false };
  all.watch.disturbed?.(read, 'lost');
  expect(delivered(all, 'confirmed', 'notification-2')).toHaveLength(1);
});

test('a mail that comes after its sender has ended may be the second one, or be followed by one', () => {
  const late = (all: Given) =>
    all.watch.delivered?.({ mail: mailOf(all, 'confirmed'), at: 0, process: 'notification-1', late: true });
  const first = withOne('a');
  expect(late(first)).toEqual([]);
  expect(delivered(first, 'confirmed', 'notification-2')).toEqual([]);
  expect(delivered(first, 'confirmed', 'notification-2')).toHaveLength(1);
  const second = withOne('a');
  delivered(second, 'confirmed');
  expect(late(second)).toEqual([]);
  expect(delivered(second, 'confirmed', 'notification-2')).toHaveLength(1);
});

test('a mail that somebody left for two minutes may come again, by the clocks of those who took it up', () => {
  const again = (ats: readonly number[], change: Parameters<typeof given>[1] = {}) => {
    const all = withOne('a', 1, {}, change);
    const claims = all.world.durable.records('all', 'notification-claims');
    for (const [index, at] of ats.entries()) {
      const key = `a/1/confirmed/organization/branch-1#${index + 1}`;
      claims.set({ key, value: JSON.stringify({ at }), dueAt: undefined, expiresAt: undefined });
    }
    delivered(all, 'confirmed');
    return delivered(all, 'confirmed', 'notification-2')?.length;
  };
  expect(again([0, 119_999])).toBe(1);
  expect(again([0, 120_000])).toBe(0);
  expect(again([0])).toBe(1);
  const wrong = { ...none, clockEveryMs: 1_000, clockMaxMs: 600_000 };
  expect(again([0], { disturbances: wrong })).toBe(0);
  expect(again([0, 1], { disturbances: wrong })).toBe(1);
});

test('a lost connection is a doubt about the mail that was handed over with it', () => {
  const all = withOne('a');
  const call = { number: 1, process: 'x', what: 'mailer.send', key: mailOf(all, 'confirmed').messageId, writes: true };
  all.watch.disturbed?.(call, 'lost');
  expect(delivered(all, 'confirmed')).toEqual([]);
  expect(delivered(all, 'confirmed')).toEqual([]);
  expect(delivered(all, 'confirmed')).toHaveLength(1);
});

test('a mail about something that was cancelled well before is found', async () => {
  const all = withOne('a');
  all.append('scheduling', 'activity/a', [cancelled('a')]);
  expect(delivered(all, 'confirmed')).toEqual([]);
  await pass(all.world, 2_000);
  expect(delivered(all, 'reminder-hour')).toHaveLength(1);
  expect(delivered(all, 'cancelled')).toEqual([]);
});
