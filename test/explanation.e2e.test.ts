import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { instantIn, openCenter, proposal } from './support/centers.ts';
import type { World } from './support/installation.ts';
import { startWorld } from './support/world.ts';

let world: World;

const wait = { prefer: 'wait=10' };
const needs = [{ role: 'room', features: ['flag'] }];

beforeAll(async () => {
  world = await startWorld();
  await openCenter(world, 'reasons', [
    { id: 'reasons-hall', capacity: 100, features: ['flag'] },
    { id: 'reasons-small', capacity: 30, features: ['flag'] },
  ]);
});
afterAll(() => world.end());

const propose = (change: Record<string, unknown>) =>
  world.post(
    '/api/activities',
    proposal('reasons', instantIn(world, 3, 120), { headcount: 20, needs, ...change }),
    wait,
  );

type Worded = readonly { readonly code: string; readonly text: { readonly zh: string; readonly en: string } }[];
const said = (reasons: Worded) => reasons.map(({ code, text }) => [code, text.en]);

test('what is granted is explained room by room, by name and in both languages', async () => {
  const first = await propose({});
  expect(first.json).toMatchObject({ status: 'confirmed', allocation: { claims: [{ resourceId: 'reasons-small' }] } });
  const second = await propose({});
  const { json } = await world.get(`/api/activities/${second.json.id}/explanation`);
  expect(said(json.allocation.reasons)).toEqual([
    ['preferred-start', 'At the time you preferred.'],
    ['best-fit', 'Room reasons-hall: seats 100, the best fit for 20 people.'],
    ['taken', 'Room reasons-small: taken at that time.'],
  ]);
  expect(json.allocation.reasons[2].text.zh).toBe('场地 reasons-small：该时段已被占用。');
});

test('what is declined says why in its document, and in its explanation what each alternative relaxes', async () => {
  const { json: document } = await propose({});
  expect(document.status).toBe('declined');
  expect(said(document.declined.reasons)).toEqual([
    ['taken', 'Room reasons-small: taken at that time.'],
    ['taken', 'Room reasons-hall: taken at that time.'],
  ]);
  expect((await world.get(`/api/activities/${document.id}`)).json.declined).toEqual(document.declined);
  const { json } = await world.get(`/api/activities/${document.id}/explanation`);
  expect(json.declined.reasons).toEqual(document.declined.reasons);
  expect(json.declined.nearest.length).toBeGreaterThan(0);
  for (const { start, relaxed, text } of json.declined.nearest) {
    expect(relaxed).toEqual(['start']);
    expect(text.en).toMatch(/, \d\d:\d\d–\d\d:\d\d \(UTC\+8\), Room reasons-\w+ \(another time\)$/);
    expect(text.zh).toContain(String(Number(start.slice(0, 4))));
  }
});
