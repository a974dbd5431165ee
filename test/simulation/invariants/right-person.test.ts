import { expect, test } from '@jest/globals';
import { confirmed, declined, type Given, given, opened, pass, proposed } from './given.ts';
import { lettersOf } from './letters.ts';
import { rightPerson } from './right-person.ts';

const contact = { name: '支部', email: 'branch-1@example.org', language: 'zh' };

const withZone = () => {
  const { profile } = opened.data as { readonly profile: object };
  return { type: opened.type, data: { profile: { ...profile, timeZone: 'Asia/Shanghai' } } };
};

function withOne(message: string): Given {
  const all = given(rightPerson);
  all.world.durable.vault.set('organization/branch-1', contact);
  all.append('room-allocation', 'center/center-1', [withZone()]);
  all.append('scheduling', 'activity/a', [proposed('a')]);
  all.append('scheduling', 'activity/a', [message === 'declined' ? declined('a') : confirmed('a')]);
  return all;
}

function saidOf(change: object, message = 'confirmed', all = withOne(message)): number {
  const messageId = all.world.durable
    .log('scheduling')
    .all()
    .flatMap((commit) => lettersOf(commit))
    .find((one) => one.message === message)?.messageId;
  const mail = {
    messageId: messageId ?? '',
    date: '2026-06-01T01:00:00.000Z',
    to: { name: '支部', address: 'branch-1@example.org' },
    subject: '【已确认】读书会 · 6月3日',
    text: '2026年6月3日（周三）17:00–18:00',
    html: '',
    ...change,
  };
  return all.watch.delivered?.({ mail, at: all.world.scheduler.now(), process: 'notification-1' })?.length ?? 0;
}

test('a mail to the organization about its activity is right', () => {
  expect(saidOf({})).toBe(0);
  expect(saidOf({ text: '' }, 'declined')).toBe(0);
});

test.each([
  ['address', { to: { name: '支部', address: 'branch-2@example.org' } }],
  ['name', { to: { name: '别的支部', address: 'branch-1@example.org' } }],
  ['language', { subject: 'Confirmed: 读书会' }],
  ['activity', { subject: '【已确认】音乐会' }],
  ['time', { text: '2026年6月3日（周三）09:00–10:00' }],
])('a mail with another %s is found', (_, change) => {
  expect(saidOf(change)).toBe(1);
});

test('a mail that tells of a time that the activity has no more is found, unless it may have been under way', async () => {
  const all = withOne('confirmed');
  await pass(all.world, 500);
  const later = { start: '2026-06-03T11:00:00Z', end: '2026-06-03T12:00:00Z' };
  all.append('scheduling', 'activity/a', [confirmed('a', 1, later)]);
  await pass(all.world, 50);
  expect(saidOf({}, 'confirmed', all)).toBe(0);
  await pass(all.world, 500);
  expect(saidOf({}, 'confirmed', all)).toBe(1);
  expect(saidOf({ text: '2026年6月3日（周三）19:00–20:00' }, 'confirmed', all)).toBe(0);
});
