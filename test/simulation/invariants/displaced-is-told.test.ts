import { expect, test } from '@jest/globals';
import { displacedIsTold } from './displaced-is-told.ts';
import { cancelled, claim, confirmed, displaced, type Given, given, proposed } from './given.ts';

const DAY = 'center-day/center-1/2026-06-03';
const held = { start: '2026-06-03T12:00:00Z', end: '2026-06-03T13:00:00Z', claims: [claim] };

/** Displaced on its day, and what scheduling made of it. */
function after(place: object | undefined, ...events: Parameters<Given['append']>[2][number][]): Given {
  const all = given(displacedIsTold);
  all.append('scheduling', 'activity/a', [proposed('a')]);
  all.append('scheduling', 'activity/a', [confirmed('a')]);
  all.append('room-allocation', DAY, [displaced('a', place)]);
  for (const event of events) all.append('scheduling', 'activity/a', [event]);
  return all;
}

const told = (type: string, change: object = {}) => ({
  type,
  data: { ...(confirmed('a').data as object), allocationVersion: 2, start: held.start, ...change },
});

test('displaced, and nobody told, is found at rest', async () => {
  expect(await after(held).ended()).toHaveLength(1);
  expect(await after(undefined).ended()).toHaveLength(1);
  expect(await after(held).ended(false)).toEqual([]);
});

test('told as it was, or superseded by a newer wish or a cancellation, is not', async () => {
  for (const all of [
    after(held, told('ActivityDisplaced')),
    after(undefined, told('ActivityUnplaced')),
    after(held, cancelled('a')),
    after(held, proposed('a', 2), confirmed('a', 2)),
  ])
    expect(await all.ended()).toEqual([]);
});

test('told another place than the one held, or that there is none, is found', async () => {
  expect(await after(held, told('ActivityDisplaced', { start: claim.start })).ended()).toHaveLength(1);
  expect(await after(held, told('ActivityUnplaced')).ended()).toHaveLength(1);
  expect(await after(undefined, told('ActivityDisplaced')).ended()).toHaveLength(1);
});

test('of two that follow each other the last has to be told', async () => {
  const twice = after(held, told('ActivityDisplaced'));
  twice.append('room-allocation', DAY, [displaced('a', undefined, { allocationVersion: 3 })]);
  expect(await twice.ended()).toHaveLength(1);
  twice.append('scheduling', 'activity/a', [told('ActivityUnplaced')]);
  expect(await twice.ended()).toEqual([]);
});

test('telling somebody who was not displaced is found at once', () => {
  const all = given(displacedIsTold);
  expect(all.append('scheduling', 'activity/a', [told('ActivityDisplaced')])).toHaveLength(1);
});
