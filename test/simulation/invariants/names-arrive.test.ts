import { expect, test } from '@jest/globals';
import { confirmed, type Given, given, proposed } from './given.ts';
import { namesArrive } from './names-arrive.ts';

const DAY_MS = 86_400_000;
const path = { stream: 'center/center-1', service: 'room-allocation' };

function withOne(): Given {
  const all = given(namesArrive);
  const { durable, scheduler } = all.world;
  const start = new Date(scheduler.now() + DAY_MS).toISOString();
  durable.vault.set('organization/branch-1', { email: 'branch-1@example.org' });
  durable
    .records('all', 'notification-preferences')
    .set({ key: 'branch-1', value: '{"calendar":"invitations"}', dueAt: undefined, expiresAt: undefined });
  const shown = { displayRevision: 0, displayChangedAt: start };
  const profile = { id: 'center-1', name: { zh: '天平', en: 'Tianping' }, resources: [] };
  all.append(path.service, path.stream, [{ type: 'CenterOpened', data: { profile, ...shown } }]);
  all.append('scheduling', 'activity/a', [proposed('a')]);
  all.append('scheduling', 'activity/a', [confirmed('a', 1, { start, notify: true, centerId: 'center-1' })]);
  return all;
}

function mail({ watch, world }: Given, location: string, sequence: number): void {
  const lines = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//y//EN', 'METHOD:REQUEST', 'BEGIN:VEVENT', 'UID:a@x.example'],
    ...['DTSTAMP:20260601T000000Z', 'DTSTART:20260601T000000Z', 'DTEND:20260601T010000Z', 'SUMMARY:s'],
    ...[`SEQUENCE:${sequence}`, `LOCATION:${location}`, 'END:VEVENT', 'END:VCALENDAR', ''],
  ];
  const to = { name: '支部', address: 'branch-1@example.org' };
  const part = { subject: 's', text: 't', html: 'h', date: '2026-06-01T01:00:00.000Z', messageId: 'm@x', to };
  const invitation = { method: 'REQUEST', content: lines.join('\r\n') } as const;
  watch.delivered?.({ mail: { ...part, invitation }, at: world.scheduler.now(), process: 'notification-1' });
}

const rename = (all: Given): unknown =>
  all.append(path.service, path.stream, [
    {
      type: 'CenterRenamed',
      data: { centerId: 'center-1', name: { zh: '新天平', en: 'New' }, displayRevision: 1, displayChangedAt: '' },
    },
  ]);

test('a calendar that keeps the name before is found, and one that has been brought the new name is none', async () => {
  const all = withOne();
  mail(all, '宣誓厅\\, 天平', 0);
  expect(await all.ended()).toEqual([]);
  rename(all);
  expect(await all.ended()).toEqual(['the calendar of branch-1 shows a at 宣誓厅, 天平']);
  expect(await all.ended(false)).toEqual([]);
  mail(all, '宣誓厅\\, 新天平', 1);
  expect(await all.ended()).toEqual([]);
});

test('who was never invited, or has a mail about it still to come, is not behind', async () => {
  const all = withOne();
  rename(all);
  expect(await all.ended()).toEqual([]);
  mail(all, '宣誓厅\\, 天平', 0);
  const key = 'a/1~1/renamed/organization/branch-1';
  const rows = all.world.durable.records('all', 'notification-deliveries');
  rows.set({ key, value: '{}', dueAt: all.world.scheduler.now() + 1_000, expiresAt: undefined });
  expect(await all.ended()).toEqual([]);
  rows.set({ key, value: '{}', dueAt: undefined, expiresAt: undefined });
  expect(await all.ended()).toHaveLength(1);
});
