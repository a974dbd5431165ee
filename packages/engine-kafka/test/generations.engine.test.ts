import type { BusHandler } from '@huitang/runtime';
import { Fault } from '@huitang/runtime';
import { type Note, recorder, upTo } from '@huitang/runtime/conformance';
import { expect, test } from '@jest/globals';
import { message, TOPIC, until, useWorld } from './world.ts';

const world = useWorld();

/** A process that is subscribed with a generation. */
async function processOf(generation: string, handler: BusHandler) {
  const { bus } = await world.open({ timings: { lookForReplaysMs: 50 } });
  const subscription = await bus.subscribe('group', [TOPIC], handler, { generation });
  return { bus, subscription };
}

test('generations of a group that are subscribed at once each hear everything from the beginning', async () => {
  const [first, second] = [recorder(), recorder()];
  const one = await processOf('1', first.handler);
  await one.bus.publish(upTo(5).map((n) => message('a', n)));
  await one.bus.idle();
  const two = await processOf('2', second.handler);
  await two.bus.publish([message('a', 6)]);
  await two.bus.idle();
  await until(() => first.numbersOf('a').length === 6);
  expect(first.numbersOf('a')).toEqual(upTo(6));
  expect(second.numbersOf('a')).toEqual(upTo(6));
});

test('a generation that comes back goes on where it was', async () => {
  const before = recorder();
  const one = await processOf('1', before.handler);
  await one.bus.publish(upTo(3).map((n) => message('a', n)));
  await one.bus.idle();
  await one.subscription.close();
  await (await processOf('2', recorder().handler)).bus.idle();
  const after = recorder();
  const again = await processOf('1', after.handler);
  await again.bus.publish([message('a', 4)]);
  await again.bus.idle();
  expect(after.numbersOf('a')).toEqual([4]);
});

test('who is subscribed is told what his generation has set aside, an operator what the one subscribed last has', async () => {
  const poisoned = (subject: string) => (one: Note) => {
    if (one.subject === subject) throw new Fault('poison', 'never', { retriable: false });
  };
  const one = await processOf('1', recorder(poisoned('a')).handler);
  const two = await processOf('2', recorder(poisoned('b')).handler);
  await one.bus.publish([message('a', 1), message('b', 1)]);
  const operator = await world.open();
  const subjects = async ({ bus }: Pick<typeof one, 'bus'>) => (await bus.parked()).map(({ subject }) => subject);
  await until(async () => (await subjects(one)).length > 0 && (await subjects(two)).length > 0);
  expect([await subjects(one), await subjects(two), await subjects(operator)]).toEqual([['a'], ['b'], ['b']]);
});
