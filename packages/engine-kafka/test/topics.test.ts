import { expect, test } from '@jest/globals';
import type { Admin } from 'kafkajs';
import { topicsOf } from '../src/topics.ts';

test('what is said of topics that were created has nothing of how the cluster is reached', async () => {
  const said: object[] = [];
  const admin: Pick<Admin, 'listTopics' | 'createTopics' | 'fetchTopicMetadata' | 'describeConfigs'> = {
    listTopics: async () => [],
    createTopics: async () => true,
    fetchTopicMetadata: async () => ({ topics: [] }),
    describeConfigs: async () => ({ resources: [], throttleTime: 0 }),
  };
  const topics = topicsOf(
    // No more of it is asked.
    { ask: (_what, task) => task(admin as Admin) },
    { clock: { after: () => () => {} }, logger: { info: (told: object) => void said.push(told) } },
    // As the engine hands them over: among all that it was opened with.
    {
      partitions: 3,
      replication: 1,
      retentionMs: 1_000,
      brokers: ['kafka:9093'],
      sasl: { mechanism: 'plain', username: 'huitang', password: 'secret' },
      ssl: { key: 'secret' },
    } as Parameters<typeof topicsOf>[2],
  );
  await topics.ensure(['a.events']);
  expect(said).toEqual([{ topics: ['a.events'], partitions: 3, replication: 1, retentionMs: 1_000 }]);
});
