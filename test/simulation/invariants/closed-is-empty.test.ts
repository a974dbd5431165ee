import { expect, test } from '@jest/globals';
import { closedIsEmpty } from './closed-is-empty.ts';
import { announcedClosure, claim, displaced, given, granted, liftedClosure, released } from './given.ts';

const CENTER = 'center/center-1';
const DAY = 'center-day/center-1/2026-06-03';

const onTheDay = (...events: Parameters<ReturnType<typeof given>['append']>[2][number][]) => {
  const all = given(closedIsEmpty);
  all.append('room-allocation', CENTER, [announcedClosure()]);
  for (const event of events) all.append('room-allocation', DAY, [event]);
  return all;
};

test('what is held in a closure at rest is found, whenever it was given', async () => {
  expect(await onTheDay(granted('a')).ended()).toHaveLength(1);
  expect(await onTheDay(granted('a')).ended(false)).toEqual([]);
});

test('what has left, was released, or has a place that only touches the closure is not', async () => {
  const later = { ...claim, start: '2026-06-03T10:00:00Z', end: '2026-06-03T11:00:00Z' };
  for (const event of [displaced('a'), displaced('a', { claims: [later] }), released('a')])
    expect(await onTheDay(granted('a'), event).ended()).toEqual([]);
  expect(await onTheDay(granted('a'), displaced('a', { claims: [claim] })).ended()).toHaveLength(1);
});

test('a closure of a whole center is one of all it has, and one of another room is none', async () => {
  const [whole, other] = [given(closedIsEmpty), given(closedIsEmpty)];
  whole.append('room-allocation', CENTER, [announcedClosure({ resourceIds: undefined })]);
  other.append('room-allocation', CENTER, [announcedClosure({ resourceIds: ['small'] })]);
  for (const all of [whole, other]) all.append('room-allocation', DAY, [granted('a')]);
  expect(await whole.ended()).toHaveLength(1);
  expect(await other.ended()).toEqual([]);
});

test('who was lent is in a closure of their own center; in one of where they are only the rooms there tell', async () => {
  const way = { start: '2026-06-03T07:00:00Z', end: '2026-06-03T12:00:00Z' };
  const closed = async (change: object, from: string, room: readonly object[]) => {
    const all = given(closedIsEmpty);
    all.append('room-allocation', CENTER, [announcedClosure({ resourceIds: undefined, ...change })]);
    const guide = { ...claim, ...way, resourceId: 'guide-1', centerId: from };
    const centerId = from === 'center-1' ? 'center-2' : 'center-1';
    all.append('room-allocation', DAY, [granted('a', 1, { centerId, claims: [...room, guide] })]);
    return (await all.ended()).length;
  };
  const evening = { start: '2026-06-03T11:30:00Z', end: '2026-06-03T15:00:00Z' };
  expect(await closed({}, 'center-1', [claim])).toBe(1);
  expect(await closed(evening, 'center-1', [claim])).toBe(1);
  expect(await closed({}, 'center-2', [claim])).toBe(1);
  expect(await closed(evening, 'center-2', [claim])).toBe(0);
  expect(await closed(evening, 'center-2', [])).toBe(1);
});

test('a closure that was lifted closes nothing', async () => {
  const all = onTheDay(granted('a'));
  all.append('room-allocation', CENTER, [liftedClosure()]);
  expect(await all.ended()).toEqual([]);
});
