import { expect, test } from '@jest/globals';
import { cancelled, type Given, given, granted } from './given.ts';
import { roundAnswersAll } from './round-answers-all.ts';

const DATE = '2026-06-03';
const DAY = `center-day/center-1/${DATE}`;
const about = { centerId: 'center-1', date: DATE, number: 1 };

const deferred = (activityId: string, revision = 1) => ({
  type: 'AllocationDeferred',
  data: { ...about, activityId, revision },
});
const refused = (activityId: string, revision = 1) => ({ type: 'AllocationRefused', data: { activityId, revision } });
const round = (what: 'Opened' | 'Published' | 'GivenUp') => ({ type: `Round${what}`, data: about });

function onTheDay(...events: Parameters<Given['append']>[2][number][]): Given {
  const all = given(roundAnswersAll);
  for (const event of events) all.append('room-allocation', DAY, [event]);
  return all;
}

test.each(['Published', 'GivenUp'] as const)('who waits in a round that is %s is found', async (how) => {
  const all = onTheDay(round('Opened'), deferred('a'));
  expect(await all.ended()).toEqual([]);
  all.append('room-allocation', DAY, [round(how)]);
  expect(await all.ended()).toHaveLength(1);
  expect(await all.ended(false)).toEqual([]);
});

test('granted there, refused elsewhere, called off or asked anew is not', async () => {
  const over = [round('Opened'), deferred('a'), round('Published')] as const;
  expect(await onTheDay(...over, granted('a')).ended()).toEqual([]);
  expect(await onTheDay(...over, deferred('a', 2), refused('a', 2)).ended()).toEqual([]);
  const elsewhere = onTheDay(...over);
  elsewhere.append('room-allocation', 'allocation/a', [refused('a')]);
  expect(await elsewhere.ended()).toEqual([]);
  const off = onTheDay(...over);
  off.append('scheduling', 'activity/a', [cancelled('a')]);
  expect(await off.ended()).toEqual([]);
});

test('two answers to one revision are found, also while another round is open', async () => {
  const all = onTheDay(round('Opened'), deferred('a'), granted('a'), round('Published'), round('Opened'));
  expect(await all.ended()).toEqual([]);
  all.append('room-allocation', 'allocation/a', [refused('a')]);
  expect(await all.ended()).toHaveLength(1);
});
