import { NotificationDelivered, NotificationFailed } from '@huitang/contracts';
import { expect, test } from '@jest/globals';
import { decide, evolve, type OutcomeCommand, type OutcomeState } from '../../src/domain/outcome.ts';
import { idOf } from '../given.ts';

const told = { deliveryKey: 'k', activityId: idOf(1), revision: 1, message: 'confirmed', recipient: 'o', attempts: 1 };
const delivered: OutcomeCommand = { type: 'RecordDelivered', delivery: NotificationDelivered.parse(told) };
const failed: OutcomeCommand = { type: 'RecordFailed', delivery: NotificationFailed.parse({ ...told, error: 'no' }) };

test.each([
  [[], delivered, ['NotificationDelivered']],
  [[], failed, ['NotificationFailed']],
  [[delivered], delivered, []],
  [[delivered], failed, []],
  [[failed], failed, []],
  [[failed], delivered, ['NotificationDelivered']],
] as const)('after %j, %j says %j', (before, command, types) => {
  const state = before.flatMap((earlier) => decide(earlier, undefined).events).reduce<OutcomeState>(evolve, undefined);
  expect(decide(command, state).events.map(({ type }) => type)).toEqual(types);
});
