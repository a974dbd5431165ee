import type { BusMessage, EventBus } from '@huitang/runtime';
import { describe, expect, test } from '@jest/globals';
import { republish } from '../src/republish.ts';
import { fill, memoryTruth } from './memory-truth.ts';

async function retelling() {
  const truth = memoryTruth();
  await fill(truth);
  const told: BusMessage[] = [];
  const publish: EventBus['publish'] = async (messages) => {
    told.push(...messages);
  };
  // Nothing else of a bus is needed.
  const bus = { publish } as EventBus;
  const ids = (): readonly string[] => told.map(({ body }) => JSON.parse(body).id);
  return { retold: { service: 'scheduling', log: truth.log('scheduling'), bus }, told, ids };
}

describe('republish', () => {
  test("tells all public events of a log, each stream's in order, and leaves the marks", async () => {
    const { retold, told, ids } = await retelling();
    const before = await retold.log.unpublished(100);
    expect(await republish(retold)).toEqual({ commits: 6, messages: 5 });
    expect(ids()).toEqual(['activity/a@1.0', 'activity/a@2.0', 'activity/a@4.0', 'activity/b@1.0', 'activity/b@2.0']);
    expect(new Set(told.map(({ topic }) => topic))).toEqual(new Set(['scheduling.events']));
    expect(await retold.log.unpublished(100)).toEqual(before);
  });

  test('tells one stream alone', async () => {
    const { retold, ids } = await retelling();
    expect(await republish(retold, 'activity/b')).toEqual({ commits: 2, messages: 2 });
    expect(ids()).toEqual(['activity/b@1.0', 'activity/b@2.0']);
  });

  test('refuses a stream that the log does not have', async () => {
    const { retold, told } = await retelling();
    await expect(republish(retold, 'activity/c')).rejects.toMatchObject({
      code: 'no-stream',
      message: 'scheduling has no stream activity/c',
    });
    expect(told).toEqual([]);
  });
});
