import type { Commit } from '@huitang/runtime';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { instantIn, openCenter, proposal } from './support/centers.ts';
import type { World } from './support/installation.ts';
import { commitsIn } from './support/read-models.ts';
import { type Storage, storageOf } from './support/storage.ts';
import { found } from './support/until.ts';
import { startWorld } from './support/world.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const asked = { traceparent: `00-${TRACE}-b7ad6b7169203331-01`, tracestate: 'congo=t61rcWkgMzE' };

const services = ['scheduling', 'room-allocation', 'notification'] as const;
let world: World;
let storages: Readonly<Record<(typeof services)[number], Storage>>;

beforeAll(async () => {
  world = await startWorld();
  const [scheduling, allocation, notification] = await Promise.all([
    storageOf(world, 'scheduling'),
    storageOf(world, 'room-allocation'),
    storageOf(world, 'notification'),
  ]);
  storages = { scheduling, 'room-allocation': allocation, notification };
  await openCenter(world, 'tianping', [{ id: 'tianping-hall' }]);
}, 120_000);
afterAll(async () => {
  for (const storage of Object.values(storages)) await storage.close();
  await world.end();
});

const commitsOf = (service: (typeof services)[number]): Promise<readonly Commit[]> => commitsIn(storages[service].log);

/** The trace of each public event about an activity, by service and type. */
async function tracesOf(activityId: string): Promise<ReadonlyMap<string, string | undefined>> {
  const found = new Map<string, string | undefined>();
  for (const service of services) {
    for (const { traceparent, events } of await commitsOf(service)) {
      for (const { type, data } of events) {
        if (traceparent !== undefined && JSON.stringify(data).includes(activityId)) {
          found.set(`${service} ${type}`, traceparent.split('-')[1]);
        }
      }
    }
  }
  return found;
}

async function journey(
  headers: Record<string, string>,
  days: number,
): Promise<ReadonlyMap<string, string | undefined>> {
  const start = instantIn(world, days, 120);
  const { json } = await world.post('/api/activities', proposal('tianping', start), { prefer: 'wait=30', ...headers });
  expect(json).toMatchObject({ status: 'confirmed' });
  return found(async () => {
    await world.idle();
    const traces = await tracesOf(json.id);
    return traces.has('notification NotificationDelivered') ? traces : undefined;
  });
}

const steps = [
  'scheduling ActivityProposed',
  'scheduling ActivityConfirmed',
  'room-allocation AllocationGranted',
  'notification NotificationDelivered',
];

describe('one journey', () => {
  test('has one trace through all services, the one the request came with', async () => {
    const traces = await journey(asked, 3);
    for (const step of steps) expect([step, traces.get(step)]).toEqual([step, TRACE]);
    const confirmed = (await commitsOf('scheduling')).find(({ events }) => events[0]?.type === 'ActivityConfirmed');
    expect(confirmed?.tracestate).toBe(asked.tracestate);
  });

  test('has one of its own when the request came with none, or with nonsense', async () => {
    const [first, second] = [await journey({}, 4), await journey({ traceparent: 'nonsense' }, 5)];
    for (const traces of [first, second]) {
      const trace = traces.get('scheduling ActivityProposed');
      expect(trace).toMatch(/^[0-9a-f]{32}$/);
      for (const step of steps) expect([step, traces.get(step)]).toEqual([step, trace]);
    }
    expect(first.get(steps[0] ?? '')).not.toBe(second.get(steps[0] ?? ''));
  });
});
