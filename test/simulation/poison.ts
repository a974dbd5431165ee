import type { Random } from '@huitang/engine-simulated';
import type { BusMessage } from '@huitang/runtime';

/** What nobody can read: no JSON, no event, an event of another shape. */
const bodies = (subject: string): readonly string[] => [
  '{"specversion":',
  '[]',
  'null',
  '{"specversion":"1.0","type":"ActivityConfirmed"}',
  JSON.stringify({
    specversion: '1.0',
    id: `${subject}@1.0`,
    source: '/services/scheduling',
    type: 'ActivityConfirmed',
    subject,
    time: '2026-06-01T00:00:00.000Z',
    datacontenttype: 'application/json',
    streamversion: 1,
    eventindex: 0,
    commandid: 'poison',
    partitionkey: 'center-1',
    data: { activityId: { $ne: null } },
  }),
];

export const poison = (dice: Random, number: number): BusMessage => {
  const subject = `activity/poison-${number}`;
  return {
    topic: dice.pick(['scheduling.events', 'room-allocation.events']),
    key: 'center-1',
    subject,
    body: dice.pick(bodies(subject)),
  };
};
