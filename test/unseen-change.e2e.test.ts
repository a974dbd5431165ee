import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openCenter, proposal } from './support/centers.ts';
import { type StandaloneWorld, startStandalone } from './support/standalone.ts';
import { until } from './support/until.ts';

const wait = { prefer: 'wait=10' };
const MINUTE_MS = 60_000;
const LOOK_AGAIN_MS = 200;

let world: StandaloneWorld;
beforeAll(async () => {
  world = await startStandalone();
  await openCenter(world, 'tianping', [{ id: 'tianping-hall' }, { id: 'tianping-studio' }]);
  const other = { id: 'other', name: '第二党支部', email: 'other@example.org', language: 'en' };
  await world.post('/api/organizations', other);
  await world.idle();
});
afterAll(() => world.end());

const calendars = new Map<string, () => Promise<string>>();

/** The calendar of an organization: what comes of asking for it. */
async function calendarOf(organization: string): Promise<() => Promise<string>> {
  const { json } = await world.post('/api/feeds/private', {
    feed: { type: 'organization', id: organization },
    label: 'phone',
  });
  return async () => (await world.get(new URL(json.url).pathname)).text;
}

/** Something of theirs that begins in three hours, revised to have another title. */
async function changed(organization: string, room: string): Promise<string> {
  const inThreeHours = new Date(Math.ceil(world.clock.now() / MINUTE_MS) * MINUTE_MS + 180 * MINUTE_MS);
  const start = inThreeHours.toISOString().replace('.000', '');
  const needs = [{ role: 'room', resourceId: room }];
  const body = proposal('tianping', start, { organization, needs, durationMinutes: 60 });
  const { status, json } = await world.post('/api/activities', body, wait);
  if (status !== 201 || json.status !== 'confirmed') throw new Error(JSON.stringify(json));
  const calendar = calendars.get(organization);
  await world.idle();
  await calendar?.();
  world.clock.shift(MINUTE_MS);
  const revised = { ...body, title: '改过的标题' };
  const answer = await world.post(`/api/activities/${json.id}/revise`, revised, { ...wait, 'if-match': '"1"' });
  if (answer.json.status !== 'confirmed') throw new Error(JSON.stringify(answer.json));
  await world.idle();
  return json.id;
}

const unseenOf = async (id: string): Promise<readonly { readonly state: string }[]> =>
  (await world.get(`/api/activities/${id}/deliveries`)).json.items.filter(
    ({ message }: { message: string }) => message === 'not-seen',
  );

test('an organization whose calendar does not come for a change is mailed once; one whose calendar comes is not', async () => {
  for (const organization of ['branch', 'other']) calendars.set(organization, await calendarOf(organization));
  const missed = await changed('branch', 'tianping-hall');
  const seen = await changed('other', 'tianping-studio');
  expect(await calendars.get('other')?.()).toContain('改过的标题');
  world.clock.shift(29 * MINUTE_MS);
  expect(await unseenOf(missed)).toEqual([]);
  world.clock.shift(2 * MINUTE_MS);
  // Looked at every ten seconds.
  await until(async () => (await unseenOf(missed))[0]?.state === 'delivered', { within: 50_000, every: LOOK_AGAIN_MS });
  await world.idle();
  expect(await unseenOf(missed)).toHaveLength(1);
  expect(await unseenOf(seen)).toEqual([]);
  const history = await world.platform.history(`reach/${missed}`);
  expect(history.map(({ type, data }) => [type, data])).toEqual([
    ['ChangeWentUnseen', expect.objectContaining({ owner: { type: 'organization', id: 'branch' }, unseen: 1 })],
  ]);
}, 60_000);
