import { recorder } from '@huitang/runtime/conformance';
import { expect, test } from '@jest/globals';
import { asOperator } from './open-kafka.ts';
import { message, TOPIC, useWorld } from './world.ts';

const world = useWorld();

test('a missing topic is created as it is configured', async () => {
  const engine = await world.open({ partitions: 5, retentionMs: 86_400_000 });
  await engine.bus.publish([message('a', 1)]);
  await engine.ready();
  await asOperator(world.options(), async (admin) => {
    const name = `${world.options().topicPrefix}${TOPIC}`;
    const { topics } = await admin.fetchTopicMetadata({ topics: [name] });
    expect(topics[0]?.partitions).toHaveLength(5);
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: 2, name, configNames: ['retention.ms'] }],
    });
    expect(resources[0]?.configEntries[0]?.configValue).toBe('86400000');
  });
});

test('a topic with more replicas than there are brokers is not created, and the broker says why', async () => {
  const engine = await world.open({ replication: 3 });
  await expect(engine.bus.publish([message('a', 1)])).rejects.toMatchObject({
    code: 'topics-not-created',
    message: expect.stringMatching(/3 replicas could not be created: Replication-factor is invalid$/),
  });
});

test('a topic with fewer partitions than configured is refused, at the start and when asked', async () => {
  await (await world.open({ partitions: 2 })).bus.publish([message('a', 1)]);
  const engine = await world.open({ partitions: 4 });
  const refusal = { code: 'topic-partitions', retriable: false, message: expect.stringContaining('2 partitions, 4') };
  await expect(engine.bus.subscribe('group', [TOPIC], recorder().handler)).rejects.toMatchObject(refusal);
  await expect(engine.bus.publish([message('a', 2)])).rejects.toMatchObject(refusal);
  await expect(engine.ready()).rejects.toMatchObject(refusal);
});

test('a topic with another retention than configured is refused, until it is as configured', async () => {
  await (await world.open({ retentionMs: 1_000_000 })).bus.publish([message('a', 1)]);
  const engine = await world.open({ retentionMs: -1 });
  const refusal = {
    code: 'topic-retention',
    retriable: false,
    message: expect.stringContaining('retention.ms=1000000'),
  };
  await expect(engine.bus.publish([message('a', 2)])).rejects.toMatchObject(refusal);
  await asOperator(world.options(), (admin) =>
    admin.alterConfigs({
      validateOnly: false,
      resources: [
        {
          type: 2,
          name: `${world.options().topicPrefix}${TOPIC}`,
          configEntries: [{ name: 'retention.ms', value: '-1' }],
        },
      ],
    }),
  );
  await engine.bus.publish([message('a', 2)]);
  await engine.ready();
});

test('a group whose offset is not kept any more goes on with the oldest message, not with the newest', async () => {
  const engine = await world.open({ partitions: 1 });
  const { bus } = engine;
  await bus.publish([1, 2, 3, 4].map((n) => message('a', n)));
  const before = recorder();
  const subscription = await bus.subscribe('group', [TOPIC], before.handler);
  await bus.idle();
  await subscription.close();
  await bus.publish([5, 6, 7, 8].map((n) => message('a', n)));
  await asOperator(world.options(), async (admin) => {
    const topic = `${world.options().topicPrefix}${TOPIC}`;
    // kafkajs deletes only in topics it has looked at.
    await admin.fetchTopicOffsets(topic);
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '6' }] });
  });
  const after = recorder();
  await bus.subscribe('group', [TOPIC], after.handler);
  await bus.idle();
  expect(after.numbersOf('a')).toEqual([7, 8]);
  expect(await bus.lag()).toBe(0);
});
