import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { instantIn, openCenter, proposal } from './support/centers.ts';
import { newFolder } from './support/folder.ts';
import type { World } from './support/installation.ts';
import { type StandaloneWorld, startStandalone } from './support/standalone.ts';
import { until } from './support/until.ts';
import { startWorld } from './support/world.ts';

const wait = { prefer: 'wait=10' };
const HOUR_MINUTES = 60;

const rooms = [{ id: 'tianping-hall' }, { id: 'tianping-small' }];

/** An hour of a day far enough ahead, with two more it might have instead. */
function within(world: World, days: number, change: Record<string, unknown> = {}) {
  const [start, second, third] = [60, 60 + HOUR_MINUTES, 60 + 2 * HOUR_MINUTES].map((minute) =>
    instantIn(world, days, minute),
  );
  const body = proposal('tianping', start ?? '', {
    audience: 'public',
    alternatives: [{ earliest: second, latest: third }],
    ...change,
  });
  const half = (minute: number) => instantIn(world, days, minute);
  return { start, third, body, starts: [60, 120, 150, 180].map(half) };
}

const hall = [{ role: 'room', resourceId: 'tianping-hall' }];
const thirdOf = (world: World, days: number): string => instantIn(world, days, 60 + 2 * HOUR_MINUTES);

type Events = { readonly events: readonly { readonly type: string }[] }[];

const typesOf = async (world: World, id: string): Promise<readonly string[]> => {
  const history = await world.get(`/api/activities/${id}/history`);
  return (history.json.items as Events).flatMap(({ events }) => events.map(({ type }) => type));
};

/** The activity in a feed as text; undefined when it is not there. */
async function inFeed(world: World, path: string, id: string): Promise<string | undefined> {
  const { text } = await world.get(path);
  return text.split('BEGIN:VEVENT').find((event) => event.includes(`UID:${id}`));
}

const reservationOf = async (world: World, days: number, id: string) => {
  const from = instantIn(world, days, 0);
  const { json } = await world.get(`/api/centers/tianping/use?from=${from}&to=${instantIn(world, days + 1, 0)}`);
  type Used = { readonly reservations: readonly { readonly activityId: string }[] }[];
  return (json.resources as Used).flatMap(({ reservations }) => reservations).find((one) => one.activityId === id);
};

describe('an activity that offers several starts, on any engine', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
    await openCenter(world, 'tianping', rooms);
  });
  afterAll(() => world.end());

  test('further ahead than its lead is confirmed, tentative, and in no public feed', async () => {
    const { body, start, starts } = within(world, 20);
    const { status, json, headers } = await world.post('/api/activities', body, wait);
    const announcesAt = instantIn(world, 13, 60);
    const [earliest, latest] = [starts[0], starts.at(-1)];
    expect([status, json.status, json.announced, json.pinned]).toEqual([201, 'confirmed', false, false]);
    expect(json).toMatchObject({ announcesAt, window: { earliest, latest, starts }, allocation: { start } });
    const seen = headers.get('huitang-position');
    expect(await inFeed(world, `/feeds/centers/tianping.ics?seen=${seen}`, json.id)).toBeUndefined();
    expect(await inFeed(world, json.links.calendar, json.id)).toContain('STATUS:TENTATIVE');
    const list = await world.get(`/api/activities?center=tianping&seen=${seen}`);
    expect(list.json.items).toContainEqual(expect.objectContaining({ id: json.id, announced: false }));
    await world.idle();
    expect(await reservationOf(world, 20, json.id)).toMatchObject({ tentative: true });
    expect(JSON.stringify(await reservationOf(world, 20, json.id))).not.toMatch(/starts|earliest|mayStart/);
  });

  test('within its lead is announced at once, as is who offers one start', async () => {
    const soon = await world.post('/api/activities', within(world, 5).body, wait);
    const one = await world.post('/api/activities', within(world, 30, { alternatives: [] }).body, wait);
    for (const { json } of [soon, one]) {
      expect(json).toMatchObject({ status: 'confirmed', announced: true });
      for (const field of ['announcesAt', 'window']) expect(json).not.toHaveProperty(field);
      expect(await typesOf(world, json.id)).toEqual(['ActivityProposed', 'ActivityConfirmed']);
    }
  });

  test('is announced before its time when somebody asks, and that is answered, and done once', async () => {
    const { json } = await world.post('/api/activities', within(world, 21).body, wait);
    const order = { ...wait, 'idempotency-key': 'announce-21', 'if-match': '"1"' };
    const first = await world.post(`/api/activities/${json.id}/announce`, undefined, order);
    expect(first).toMatchObject({ status: 200, json: { announced: true, status: 'confirmed' } });
    for (const field of ['announcesAt', 'window']) expect(first.json).not.toHaveProperty(field);
    const again = await world.post(`/api/activities/${json.id}/announce`, undefined, order);
    const another = await world.post(`/api/activities/${json.id}/announce`, undefined, wait);
    expect([again.status, again.json, another.status, another.json]).toEqual([200, first.json, 200, first.json]);
    expect(await typesOf(world, json.id)).toEqual([
      'ActivityProposed',
      'ActivityConfirmed',
      'FixingAsked',
      'ActivityAnnounced',
    ]);
    const event = await inFeed(
      world,
      `/feeds/centers/tianping.ics?seen=${first.headers.get('huitang-position')}`,
      json.id,
    );
    expect(event).toContain('STATUS:CONFIRMED');
    expect(event).toContain('SEQUENCE:1');
    await world.idle();
    expect(await reservationOf(world, 21, json.id)).not.toHaveProperty('tentative');
    const { items } = (await world.get(`/api/activities/${json.id}/deliveries`)).json;
    expect(items.map(({ message }: { message: string }) => message).sort()).toEqual([
      'announced',
      'confirmed',
      'reminder-day',
      'reminder-hour',
    ]);
  });

  test('is pinned: fixed, and not public before it is announced', async () => {
    const { json } = await world.post('/api/activities', within(world, 22).body, wait);
    const pinned = await world.post(`/api/activities/${json.id}/pin`, undefined, wait);
    expect(pinned).toMatchObject({ status: 200, json: { announced: false, pinned: true } });
    expect(pinned.json).toHaveProperty('announcesAt');
    expect(pinned.json).not.toHaveProperty('window');
    const seen = pinned.headers.get('huitang-position');
    expect(await inFeed(world, `/feeds/centers/tianping.ics?seen=${seen}`, json.id)).toBeUndefined();
    const announced = await world.post(`/api/activities/${json.id}/announce`, undefined, wait);
    expect(announced).toMatchObject({ status: 200, json: { announced: true } });
    expect(await typesOf(world, json.id)).toEqual([
      'ActivityProposed',
      'ActivityConfirmed',
      'FixingAsked',
      'ActivityPinned',
      'ActivityAnnounced',
    ]);
  });

  test('is not announced or pinned where it has no place, or is not what somebody saw', async () => {
    const taken = within(world, 23, { alternatives: [], needs: [{ role: 'room', resourceId: 'tianping-hall' }] });
    await world.post('/api/activities', taken.body, wait);
    const declined = await world.post('/api/activities', taken.body, wait);
    const confirmed = await world.post('/api/activities', within(world, 24).body, wait);
    for (const order of ['announce', 'pin']) {
      expect(await world.post(`/api/activities/${declined.json.id}/${order}`, undefined, wait)).toMatchObject({
        status: 409,
        json: { code: 'not-confirmed' },
      });
      expect(
        await world.post(`/api/activities/${confirmed.json.id}/${order}`, undefined, { 'if-match': '"7"' }),
      ).toMatchObject({ status: 412, json: { code: 'revision-mismatch' } });
      expect((await world.post(`/api/activities/${crypto.randomUUID()}/${order}`)).status).toBe(404);
    }
    await world.post(`/api/activities/${confirmed.json.id}/cancel`, undefined, wait);
    expect(await world.post(`/api/activities/${confirmed.json.id}/announce`, undefined, wait)).toMatchObject({
      status: 409,
      json: { code: 'already-cancelled' },
    });
  });

  test('makes way for who can have no other hour, is told why, and is where it offered to be', async () => {
    const alternatives = [{ start: thirdOf(world, 27) }];
    const { json } = await world.post('/api/activities', within(world, 27, { needs: hall, alternatives }).body, wait);
    const rival = within(world, 27, { needs: hall, alternatives: [] });
    const given = await world.post('/api/activities', rival.body, wait);
    expect(given.json).toMatchObject({ status: 'confirmed', allocation: { start: rival.start } });
    await world.idle();
    const moved = await world.get(`/api/activities/${json.id}`);
    expect(moved.json).toMatchObject({ status: 'confirmed', announced: false, allocation: { start: rival.third } });
    expect(await typesOf(world, json.id)).toEqual(['ActivityProposed', 'ActivityConfirmed', 'ActivityMoved']);
    const explained = await world.get(`/api/activities/${json.id}/explanation`);
    expect(explained.text).toContain('made-way');
    expect(explained.text).not.toContain(given.json.id);
    // Nothing is left that either of the two could make way with.
    const late = await world.post('/api/activities', within(world, 27, { needs: hall, alternatives: [] }).body, wait);
    expect(late.json.status).toBe('declined');
  });

  test('that was public and may move again leaves the feeds, and keeps its UID for later', async () => {
    const first = await world.post('/api/activities', within(world, 25, { alternatives: [] }).body, wait);
    const { id } = first.json;
    const revised = await world.post(`/api/activities/${id}/revise`, within(world, 26).body, wait);
    expect(revised.json).toMatchObject({ status: 'confirmed', announced: false, revision: 2 });
    const feed = (answer: { headers: Headers }) =>
      inFeed(world, `/feeds/centers/tianping.ics?seen=${answer.headers.get('huitang-position')}`, id);
    expect(await feed(revised)).toBeUndefined();
    const back = await feed(await world.post(`/api/activities/${id}/announce`, undefined, wait));
    expect(back).toContain('SEQUENCE:2');
    expect(back).toContain('STATUS:CONFIRMED');
  });
});

describe('when time passes', () => {
  let world: StandaloneWorld;
  beforeAll(async () => {
    world = await startStandalone();
    await openCenter(world, 'tianping', rooms);
  });
  afterAll(() => world.end());

  const announced = async (id: string): Promise<boolean> => (await world.get(`/api/activities/${id}`)).json.announced;
  const untilAt = (instant: string) => world.clock.shift(Date.parse(instant) - world.clock.now());
  const deliveriesOf = async (id: string): Promise<readonly { message: string; state: string }[]> =>
    (await world.get(`/api/activities/${id}/deliveries`)).json.items;

  test('what is tentative is announced by its lead, pinned or not, and what is cancelled is not', async () => {
    const propose = async () => (await world.post('/api/activities', within(world, 12).body, wait)).json;
    const [plain, pinned] = [await propose(), await propose()];
    const gone = (await world.post('/api/activities', within(world, 13).body, wait)).json;
    await world.post(`/api/activities/${pinned.id}/pin`, undefined, wait);
    await world.post(`/api/activities/${gone.id}/cancel`, undefined, wait);
    untilAt(plain.announcesAt);
    await until(async () => (await announced(plain.id)) && (await announced(pinned.id)));
    await world.idle();
    expect(await typesOf(world, plain.id)).toEqual([
      'ActivityProposed',
      'ActivityConfirmed',
      'FixingAsked',
      'ActivityAnnounced',
    ]);
    expect((await typesOf(world, pinned.id)).slice(-2)).toEqual(['ActivityPinned', 'ActivityAnnounced']);
    expect(await inFeed(world, '/feeds/centers/tianping.ics', plain.id)).toContain('STATUS:CONFIRMED');
    untilAt(gone.allocation.start);
    // The reminders of the others are what comes last: by then its time had come, too.
    await until(async () =>
      (await deliveriesOf(plain.id)).some(
        ({ message, state }) => message.startsWith('reminder') && state !== 'planned',
      ),
    );
    expect(await typesOf(world, gone.id)).toEqual(['ActivityProposed', 'ActivityConfirmed', 'ActivityCancelled']);
  });

  test('what has moved is announced where it is, told of the move, and moves no more', async () => {
    const { body, start, third } = within(world, 14, { needs: hall, alternatives: [{ start: thirdOf(world, 14) }] });
    const { json } = await world.post('/api/activities', body, wait);
    expect(json.allocation.start).toBe(start);
    const rival = within(world, 14, { needs: hall, alternatives: [] });
    expect((await world.post('/api/activities', rival.body, wait)).json).toMatchObject({
      status: 'confirmed',
      announced: true,
      allocation: { start },
    });
    await world.idle();
    const moved = await world.get(`/api/activities/${json.id}`);
    expect(moved.json).toMatchObject({ announced: false, allocation: { start: third } });
    expect(Date.parse(moved.json.announcesAt)).toBe(Date.parse(json.announcesAt) + 2 * 3_600_000);
    expect(await inFeed(world, json.links.calendar, json.id)).toContain('SEQUENCE:1');
    expect(await reservationOf(world, 14, json.id)).toMatchObject({ activityStart: third, tentative: true });
    const other = await world.post('/api/activities', within(world, 14, { alternatives: [] }).body, wait);
    expect(other.json).toMatchObject({ status: 'confirmed' });
    untilAt(json.announcesAt);
    world.clock.shift(60_000);
    untilAt(moved.json.announcesAt);
    await until(() => announced(json.id));
    const event = await inFeed(world, json.links.calendar, json.id);
    expect(event).toContain('SEQUENCE:2');
    expect(event).toContain(`DTSTART:${third?.replaceAll(/[-:]/g, '')}`);
    await world.idle();
    const messages = (await deliveriesOf(json.id)).map(({ message }) => message);
    expect(messages).toEqual(expect.arrayContaining(['confirmed', 'moved', 'announced', 'reminder-day']));
  });
});

test('what comes due while nobody is running is announced by whoever starts next', async () => {
  const dataDir = newFolder();
  const first = await startStandalone({ dataDir });
  await openCenter(first, 'tianping', rooms);
  const { json } = await first.post('/api/activities', within(first, 15).body, wait);
  await first.stop();
  first.clock.shift(Date.parse(json.announcesAt) - first.clock.now());
  const second = await startStandalone({ dataDir }, first.clock);
  try {
    const records = second.platform.records.set('scheduling-announcements');
    await until(async () => (await second.get(`/api/activities/${json.id}`)).json.announced);
    // Announced once for all: nothing is left that could come due again.
    await until(async () => (await records.list('', 10)).length === 0);
  } finally {
    await second.end();
  }
});
