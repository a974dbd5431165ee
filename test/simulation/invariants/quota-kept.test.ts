import { describe, expect, test } from '@jest/globals';
import { type Given, given, granted, proposed, released } from './given.ts';
import { quotaKept } from './quota-kept.ts';

const LIMIT = 'quota/branch-1';
const MONTH = 'quota/branch-1/2026-06';
const DAY = 'center-day/center-1/2026-06-03';

const limit = ({ append }: Given, minutesPerMonth: number | null) =>
  append('room-allocation', LIMIT, [{ type: 'QuotaLimited', data: { organizationId: 'branch-1', minutesPerMonth } }]);

const counted = ({ append }: Given, type: string, activityId: string, change: object = {}) =>
  append('room-allocation', MONTH, [{ type: `Quota${type}`, data: { activityId, revision: 1, ...change } }]);

const hold = (all: Given, activityId: string, revision = 1) =>
  counted(all, 'Held', activityId, { revision, minutes: 60 });

function asked(...activityIds: readonly string[]): Given {
  const all = given(quotaKept);
  limit(all, 120);
  for (const id of activityIds) all.append('scheduling', `activity/${id}`, [proposed(id)]);
  return all;
}

describe('minutes that are held', () => {
  test('beyond the limit are found, to the minute', () => {
    const all = asked('a', 'b', 'c');
    expect([hold(all, 'a'), hold(all, 'b')].flat()).toEqual([]);
    expect(hold(all, 'c')).toEqual([`c#1 in ${MONTH} holds 60 minutes besides 120, of 120`]);
  });

  test('given back, released, or of another revision of the same activity they do not count', () => {
    const all = asked('a', 'b', 'c', 'd');
    hold(all, 'a');
    all.append('scheduling', 'activity/a', [proposed('a', 2)]);
    expect(hold(all, 'a', 2)).toEqual([]);
    counted(all, 'Kept', 'a', { revision: 2 });
    hold(all, 'b');
    counted(all, 'GivenBack', 'b');
    expect(hold(all, 'c')).toEqual([]);
    counted(all, 'Released', 'a', { upToRevision: 2 });
    expect(hold(all, 'd')).toEqual([]);
  });

  test('by a limit that was another since it was asked are not', () => {
    const all = asked('a', 'b', 'c');
    limit(all, 180);
    limit(all, 0);
    expect(['a', 'b', 'c'].flatMap((id) => hold(all, id))).toEqual([]);
  });

  test('for nobody, or by what staff have ordered: the first are found alone', () => {
    const all = asked('a', 'b');
    hold(all, 'a');
    hold(all, 'b');
    const { data } = proposed('c');
    all.append('scheduling', 'activity/c', [
      { type: 'ActivityProposed', data: { ...(data as object), ordered: { by: 'demo', reason: '灯具检修' } } },
    ]);
    expect(hold(all, 'c')).toEqual([]);
    expect(hold(all, 'nobody')).toEqual([`nobody#1 in ${MONTH}: nobody asked for it`]);
  });
});

test('a refusal for minutes that were left is found, and one for too few is not', () => {
  const all = asked('a', 'b', 'c');
  hold(all, 'a');
  expect(counted(all, 'Exceeded', 'b')).toEqual([`b#1 in ${MONTH} is refused 60 minutes besides 60, of 120`]);
  hold(all, 'b');
  expect(counted(all, 'Exceeded', 'c')).toEqual([]);
});

describe('at rest', () => {
  const sought = { type: 'AllocationSought', data: { activityId: 'a', revision: 1, quota: MONTH } };

  function having(): Given {
    const all = given(quotaKept);
    all.append('room-allocation', 'allocation/a', [sought]);
    all.append('room-allocation', DAY, [granted('a')]);
    return all;
  }

  /** The activity itself is of no matter here: it would have no answer. */
  function kept(all: Given): Given {
    all.append('room-allocation', MONTH, [
      { type: 'QuotaHeld', data: { activityId: 'a', revision: 1, minutes: 0 } },
      { type: 'QuotaKept', data: { activityId: 'a', revision: 1 } },
    ]);
    return all;
  }

  test('minutes that nobody has any more are found', async () => {
    const all = asked();
    all.append('room-allocation', DAY, [granted('a')]);
    hold(all, 'a');
    expect(await all.ended()).toEqual([]);
    all.append('room-allocation', DAY, [released('a')]);
    expect(await all.ended()).toEqual([`a has nothing, and 60 minutes are counted in ${MONTH}`]);
    expect(await all.ended(false)).toEqual([]);
  });

  test('what is had and not counted as long as it lasts is found', async () => {
    expect(await kept(having()).ended()).toEqual([]);
    const shorter = having();
    hold(shorter, 'a');
    expect(await shorter.ended()).toEqual([`a#1 has 0 minutes, and 60 are counted in ${MONTH}`]);
  });
});
