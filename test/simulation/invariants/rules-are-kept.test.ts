import { describe, expect, test } from '@jest/globals';
import { claim, displaced, type Given, given, granted } from './given.ts';
import { rulesAreKept } from './rules-are-kept.ts';

const CENTER = 'center/center-1';
const DAY = 'center-day/center-1/2026-06-03';
const hall = { type: 'room', id: 'hall', name: claim.name, capacity: 50, setupMinutes: 0, teardownMinutes: 0 };

/** Asked on the 1st at 01:00 for the 3rd at 09:00: 56 hours ahead. */
function asked(booking: object, change: object = {}): Given {
  const all = given(rulesAreKept);
  const profile = { id: 'center-1', resources: [{ ...hall, booking }] };
  all.append('room-allocation', CENTER, [{ type: 'CenterOpened', data: { profile } }]);
  const about = { activityId: 'a', revision: 1, centerId: 'center-1', organizationId: 'branch-1' };
  const data = { ...about, kind: { id: 'oath-renewal' }, wish: { asGiven: false }, ...change };
  all.append('scheduling', 'activity/a', [{ type: 'ActivityProposed', data }]);
  return all;
}

const given1 = ({ append }: Given, event = granted('a')) => append('room-allocation', DAY, [event]);

describe('a room whose rules keep it from whoever has it is found', () => {
  test.each([
    ['for others', { organizations: ['branch-2'] }, { organizations: ['branch-1'] }],
    ['for other kinds', { kinds: ['walking-class'] }, { kinds: ['oath-renewal'] }],
    ['too early', { horizonDays: 2 }, { horizonDays: 3 }],
    ['too late', { leastLeadMinutes: 57 * 60 }, { leastLeadMinutes: 56 * 60 }],
  ])('%s', (_, against, within) => {
    expect(given1(asked(against))).toEqual(['a#1 of branch-1 has hall at 2026-06-03T09:00:00Z, against its rules']);
    expect(given1(asked(within))).toEqual([]);
  });
});

const against = { organizations: ['branch-2'] };

test('what is held for whoever was displaced is judged as well', () => {
  expect(given1(asked(against), displaced('a', { start: '2026-06-03T09:00:00Z', claims: [claim] }))).toHaveLength(1);
  expect(given1(asked(against), displaced('a'))).toEqual([]);
});

test('staff are bound by no rule: by none where they order, and by none in a round', () => {
  expect(given1(asked(against, { ordered: { by: 'demo', reason: '灯具检修' } }))).toEqual([]);
  expect(given1(asked(against, { wish: { asGiven: true } }))).toEqual([]);
  const settled = asked(against);
  settled.append('room-allocation', DAY, [{ type: 'RoundAdjusted', data: { adjustments: [{ activityId: 'a' }] } }]);
  expect(given1(settled)).toEqual([]);
});

test('a rule that was another for a moment since it was asked keeps nobody out', () => {
  const all = asked(against);
  all.append('room-allocation', CENTER, [{ type: 'ResourceChanged', data: { resource: hall } }]);
  all.append('room-allocation', CENTER, [
    { type: 'ResourceChanged', data: { resource: { ...hall, booking: against } } },
  ]);
  expect(given1(all)).toEqual([]);
});
