import { expect, test } from '@jest/globals';
import { type Delivery, keyOf } from '../../src/domain/delivery.ts';
import { fanOut } from '../../src/domain/fan-out.ts';
import { idOf, NOW } from '../given.ts';

const planned: Delivery = {
  activityId: idOf(1),
  revision: 1,
  message: 'confirmed',
  recipient: 'organization/hengshan-branch',
  state: 'planned',
  attempts: 0,
  tellAt: new Date(NOW).toISOString(),
  at: new Date(NOW).toISOString(),
  eventId: 'e',
  commandId: 'c',
};

test('a mail is kept under the key it always had', () => {
  const [mail] = fanOut([planned], [{ channel: 'mail' }]);
  expect(mail).toEqual(planned);
  expect(keyOf(planned)).toBe(`${idOf(1)}/1/confirmed/organization/hengshan-branch`);
});

test('whatever is told in several ways has a key for each of them', () => {
  const ways = [{ channel: 'mail' }, { channel: 'webhook', target: 'a' }, { channel: 'webhook', target: 'b' }];
  expect(fanOut([planned, { ...planned, message: 'reminder-day' }], ways).map(keyOf)).toEqual([
    `${idOf(1)}/1/confirmed/organization/hengshan-branch`,
    `${idOf(1)}/1/reminder-day/organization/hengshan-branch`,
    `${idOf(1)}/1/confirmed/organization/hengshan-branch/webhook/a`,
    `${idOf(1)}/1/reminder-day/organization/hengshan-branch/webhook/a`,
    `${idOf(1)}/1/confirmed/organization/hengshan-branch/webhook/b`,
    `${idOf(1)}/1/reminder-day/organization/hengshan-branch/webhook/b`,
  ]);
});
