import { describe, expect, test } from '@jest/globals';
import { optionsOf } from '../options.ts';
import { foreseenIsSo } from './foreseen-is-so.ts';
import { announcedClosure, answer, claim, type Given, given, granted, pass, released } from './given.ts';

const START = '2026-06-03T09:00:00Z';
const DAY = 'center-day/center-1/2026-06-03';
const allDay = Array.from({ length: 7 }, () => [{ from: 0, to: 1_440 }]);
const hall = {
  ...{ type: 'room', id: 'hall', name: claim.name, capacity: 50, features: [] },
  ...{ setupMinutes: 0, teardownMinutes: 0 },
};

/** A center with a hall, in a world where people look before they ask. */
async function place(change: object = {}): Promise<Given> {
  const all = given(foreseenIsSo, { workload: { ...optionsOf(1).workload, foreseeing: true } });
  const profile = { id: 'center-1', timeZone: 'UTC', openingHours: allDay, dayBoundaryMinutes: 0, resources: [hall] };
  const data = { profile: { ...profile, ...change }, standardOffsetMinutes: 0 };
  all.append('room-allocation', 'center/center-1', [{ type: 'CenterOpened', data }]);
  await pass(all.world, 100);
  return all;
}

const ask = (change: object = {}) => ({
  operationId: 'readAvailability',
  params: { id: 'center-1' },
  query: {
    ...{ from: START, to: '2026-06-03T09:30:00Z', durationMinutes: '60', headcount: '20' },
    ...{ needs: '[{"role":"room"}]', setupMinutes: '0', teardownMinutes: '0' },
    ...change,
  },
});

const item = { start: START, end: claim.end };
const body = (items: readonly object[]) => answer(200, { center: 'center-1', timeZone: 'UTC', items });
const free = body([{ ...item, isAvailable: true, resourceIds: ['hall'], reasons: [] }]);
const deniedFor = (code: string) => {
  const reason = { code, text: { zh: '无', en: 'none' } };
  return body([{ ...item, isAvailable: false, resourceIds: [], reasons: [reason] }]);
};
const denied = deniedFor('taken');

const round = ({ append }: Given, type: string) =>
  append('room-allocation', DAY, [{ type, data: { centerId: 'center-1', date: '2026-06-03', number: 1 } }]);

test('what is free is to be said free, and only that', async () => {
  const all = await place();
  expect(all.exchange(ask(), free)).toEqual([]);
  expect(all.exchange(ask(), denied)).toHaveLength(1);
  all.append('room-allocation', DAY, [granted('a')]);
  await pass(all.world, 100);
  expect(all.exchange(ask(), free)).toHaveLength(1);
  expect(all.exchange(ask(), denied)).toEqual([]);
  all.append('room-allocation', DAY, [released('a')]);
  await pass(all.world, 100);
  expect(all.exchange(ask(), free)).toEqual([]);
  expect(all.exchange(ask(), denied)).toHaveLength(1);
});

test('what was so for a moment between question and answer is excused', async () => {
  const all = await place();
  all.append('room-allocation', DAY, [granted('a')]);
  all.append('room-allocation', DAY, [released('a')]);
  // Asked in the very moment of both.
  expect(all.exchange(ask(), free)).toEqual([]);
  expect(all.exchange(ask(), denied)).toEqual([]);
});

test.each([
  ['is too small', { headcount: '51' }, {}],
  ['is not named', { needs: '[{"role":"room","resourceId":"study"}]' }, {}],
  ['is closed', {}, { openingHours: allDay.map(() => []), specialDays: [] }],
  ['has to be set up when others are there', { setupMinutes: '30' }, {}],
])('a room that %s is not available', async (_, asked, change) => {
  const all = await place(change);
  const [start, end] = ['2026-06-03T08:00:00Z', '2026-06-03T08:45:00Z'];
  all.append('room-allocation', DAY, [granted('a', 1, { start, end, claims: [{ ...claim, start, end }] })]);
  await pass(all.world, 100);
  expect(all.exchange(ask(asked), free)).toHaveLength(1);
  expect(all.exchange(ask(asked), denied)).toEqual([]);
});

test('what is out of use, and what a round has not given yet, is not available', async () => {
  const closed = await place();
  closed.append('room-allocation', 'center/center-1', [announcedClosure()]);
  await pass(closed.world, 100);
  expect(closed.exchange(ask(), free)).toHaveLength(1);
  const waiting = await place();
  round(waiting, 'RoundOpened');
  await pass(waiting.world, 100);
  expect(waiting.exchange(ask(), free)).toHaveLength(1);
  expect(waiting.exchange(ask(), deniedFor('round-open'))).toEqual([]);
});

test('what is tentative may make way, and so is neither free nor taken for certain', async () => {
  const all = await place();
  all.append('room-allocation', DAY, [granted('a', 1, { tentative: { starts: [START] } })]);
  await pass(all.world, 100);
  expect(all.exchange(ask(), free)).toEqual([]);
  expect(all.exchange(ask(), denied)).toEqual([]);
});

describe('not judged', () => {
  test('is a quota, a start that is over, or a rule of booking', async () => {
    const all = await place();
    expect(all.exchange(ask(), deniedFor('quota-exceeded'))).toEqual([]);
    expect(all.exchange(ask(), deniedFor('no-start-left'))).toEqual([]);
    const ruled = await place({ resources: [{ ...hall, booking: { organizations: ['branch-1'] } }] });
    expect(ruled.exchange(ask(), denied)).toEqual([]);
  });

  test('is what the buffers of the kind may be, where they are not told', async () => {
    const all = await place();
    all.append('room-allocation', DAY, [
      granted('a', 1, { claims: [{ ...claim, start: '2026-06-03T10:30:00Z', end: '2026-06-03T11:00:00Z' }] }),
    ]);
    await pass(all.world, 100);
    expect(all.exchange(ask({ teardownMinutes: undefined }), free)).toEqual([]);
    expect(all.exchange(ask({ teardownMinutes: undefined }), denied)).toEqual([]);
    expect(all.exchange(ask(), denied)).toHaveLength(1);
  });
});

test('an answer that leaves out a start, or is about another length, is found', async () => {
  const all = await place();
  expect(all.exchange(ask(), body([]))).toHaveLength(1);
  expect(all.exchange(ask({ durationMinutes: '90' }), free)).toHaveLength(1);
});
