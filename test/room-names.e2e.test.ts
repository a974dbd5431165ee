import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { convertIcsCalendar } from 'ts-ics';
import { instantIn, openCenter, proposal, room } from './support/centers.ts';
import type { World } from './support/installation.ts';
import { startWorld } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await openCenter(world, 'tianping', [{ id: 'tianping-hall' }]);
  await world.post('/api/activities', proposal('tianping', instantIn(world, 3, 60)), { prefer: 'wait=10' });
});
afterAll(() => world.end());

const HALL = '/api/centers/tianping/resources/tianping-hall';
const named = (name: unknown) => ({ ...room({ id: 'tianping-hall' }), name });
const feed = async (): Promise<string> => {
  await world.idle();
  return (await world.get('/feeds/rooms/tianping-hall.ics')).text;
};

test.each([
  ['CR', 'a\rb'],
  ['LF and what begins an event', 'a\nBEGIN:VEVENT'],
  ['NEL', 'a\u0085b'],
  ['U+2028', 'a\u2028b'],
  ['NUL', 'a\u0000b'],
  ['a lone surrogate', 'a\ud800b'],
  ['10,000 characters', 'x'.repeat(10_000)],
])('a room or center is not renamed into one with %s, and its feed stays as it was', async (_, text) => {
  const before = await feed();
  for (const name of [text, { zh: text, en: 'Hall' }]) {
    const changed = await world.request('PUT', HALL, named(name));
    const renamed = await world.post('/api/centers/tianping/rename', { name });
    for (const { status, json } of [changed, renamed]) {
      expect([status, json.code]).toEqual([422, 'invalid-request']);
      expect(json.errors[0].field).toMatch(/^name/);
    }
  }
  expect(await feed()).toBe(before);
});

test.each([
  'BEGIN:VEVENT',
  'x END:VEVENT BEGIN:VEVENT UID:evil END:VCALENDAR',
  '"A";B,C\\D\\nE^n:=',
  '👩‍👩‍👧‍👦 مرحبا e\u0301',
  '会'.repeat(200),
])('a room renamed to %s is one place of one event', async (name) => {
  expect((await world.request('PUT', HALL, named(name))).status).toBe(200);
  const text = await feed();
  const { events = [] } = convertIcsCalendar(undefined, text);
  expect(events.map(({ location }) => location?.split('\n')[0])).toEqual([`${name}, 中心 tianping`]);
  expect(text.match(/^(?:BEGIN|END):.*$/gm)).toHaveLength(4);
});
