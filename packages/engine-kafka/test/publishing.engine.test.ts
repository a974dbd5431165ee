import { recorder, upTo } from '@huitang/runtime/conformance';
import { expect, test } from '@jest/globals';
import { message, TOPIC, until, useWorld } from './world.ts';

const world = useWorld();

test('a send that nobody answers is given up after its deadline, and the next one has a new producer', async () => {
  const proxy = await world.proxy();
  await proxy.open();
  const engine = await world.open({ ...proxy.options, timings: { sendDeadlineMs: 700, askDeadlineMs: 1_000 } });
  await engine.bus.publish([message('a', 1)]);
  proxy.silence();
  const from = Date.now();
  await expect(engine.bus.publish([message('a', 2)])).rejects.toMatchObject({ retriable: true });
  expect(Date.now() - from).toBeLessThan(5_000);
  await until(() =>
    engine.bus.publish([message('a', 2)]).then(
      () => true,
      () => false,
    ),
  );
  await engine.bus.publish([message('a', 3)]);
  const group = recorder();
  const other = await world.open();
  await other.bus.subscribe('group', [TOPIC], group.handler);
  await other.bus.idle();
  expect([...new Set(group.numbersOf('a'))]).toEqual([1, 2, 3]);
});

test('without a broker it starts, refuses what is published as something to try again, and goes on when there is one', async () => {
  const proxy = await world.proxy();
  const engine = await world.open(proxy.options);
  const group = recorder();
  await engine.bus.subscribe('group', [TOPIC], group.handler);
  await expect(engine.bus.publish([message('a', 1)])).rejects.toMatchObject({ retriable: true });
  await expect(engine.ready()).rejects.toMatchObject({ retriable: true });
  await expect(engine.bus.lag()).rejects.toMatchObject({ retriable: true });
  await proxy.open();
  await engine.ready();
  await engine.bus.publish([message('a', 1)]);
  await until(() => group.handled.length === 1);
});

test('more than a broker takes at once is published in parts, in order', async () => {
  const engine = await world.open();
  const padded = (n: number) => ({
    ...message('a', n),
    body: JSON.stringify({ subject: 'a', n, pad: 'x'.repeat(2_000) }),
  });
  await engine.bus.publish(upTo(1_500).map(padded));
  const group = recorder();
  await engine.bus.subscribe('group', [TOPIC], group.handler);
  await engine.bus.idle();
  expect(group.numbersOf('a')).toEqual(upTo(1_500));
});

test('a message that is too long for the broker is a fault that trying again does not mend', async () => {
  const engine = await world.open();
  const long = { ...message('a', 1), body: JSON.stringify('x'.repeat(2_000_000)) };
  await expect(engine.bus.publish([long])).rejects.toMatchObject({ code: 'message-too-long', retriable: false });
  await engine.bus.publish([message('a', 1)]);
});
