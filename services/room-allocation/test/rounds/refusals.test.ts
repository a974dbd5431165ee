import { ActivityId } from '@huitang/contracts';
import { expect, test } from '@jest/globals';
import { roundRefusal } from '../../src/rounds/refusals.ts';

const activityId = ActivityId.parse('00000000-0000-4000-8000-000000000001');

test.each([
  ['not-in-round', 'items[2].activityId'],
  ['start-not-offered', 'items[2].start'],
  ['one-room-for-each-need', 'items[2].rooms'],
] as const)('%s is told of the field of the adjustment that it is about: %s', (code, field) => {
  const { status, body } = roundRefusal({ code, activityId, index: 2 });
  expect([status, body]).toMatchObject([422, { code, errors: [{ field, code }] }]);
});
