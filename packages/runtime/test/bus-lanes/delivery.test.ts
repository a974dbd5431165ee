import { expect, test } from '@jest/globals';
import { createDeliverer } from '../../src/bus-lanes/delivery.ts';
import { createLanes, type Item } from '../../src/bus-lanes/lanes.ts';
import { createLogger } from '../../src/logger.ts';

/** Lines of the log while an item that cannot be handled is tried until it is set aside. */
async function linesOf(json: Item['json']): Promise<readonly object[]> {
  const lines: object[] = [];
  const logger = createLogger('silent');
  logger.warn = (line: object) => void lines.push(line);
  logger.error = (line: object) => void lines.push(line);
  const lanes = createLanes<Item>();
  const lane = lanes.add('activity/a', [{ offset: 7, parked: false, json }]);
  const deliverer = createDeliverer(
    {
      group: 'calendar.views',
      handler: async () => {
        throw new Error('never');
      },
      beforeKept: async () => {},
      store: { park: async () => {}, release: async () => [], unpark: async () => {} },
      clock: { now: () => 0, after: () => () => {} },
      ids: { uuid: () => '', orderedUuid: () => '', secret: () => '', fraction: () => 0 },
      logger,
      lanes,
      finished: () => {},
      isGone: () => false,
    },
    { pump: () => {}, isClosed: () => false },
  );
  while (lane.items.length > 0) await deliverer.work(lane);
  return lines;
}

test('what cannot be handled is told with its event and its command, at each try and when it is parked', async () => {
  const lines = await linesOf(() => ({ id: 'activity/a@1.0', commandid: 'organizer/1', data: { email: 'a@b.c' } }));
  expect(lines).toHaveLength(5);
  for (const line of lines) {
    expect(line).toMatchObject({ eventId: 'activity/a@1.0', commandId: 'organizer/1', error: 'never' });
    expect(JSON.stringify(line)).not.toContain('a@b.c');
  }
});

test.each<[string, Item['json']]>([
  ['no message', () => null],
  [
    'no JSON',
    () => {
      throw new SyntaxError('Unexpected end');
    },
  ],
])('what is %s is told by its place alone', async (_, json) => {
  const lines = await linesOf(json);
  expect(lines[0]).toMatchObject({ group: 'calendar.views', subject: 'activity/a', offset: 7 });
  expect(lines[0]).not.toHaveProperty('eventId');
});
