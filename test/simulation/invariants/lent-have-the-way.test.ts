import { expect, test } from '@jest/globals';
import { claim, type Given, given, granted } from './given.ts';
import { lentHaveTheWay } from './lent-have-the-way.ts';

const guide = (id: string, change: object = {}) => ({
  type: 'person',
  id,
  name: claim.name,
  roles: ['guide'],
  setupMinutes: 10,
  teardownMinutes: 0,
  ...change,
});

/** A center, and one half an hour away that lends its guide. */
function two(): Given {
  const all = given(lentHaveTheWay);
  const open = (id: string, resources: readonly object[], change: object = {}) =>
    all.append('room-allocation', `center/${id}`, [
      { type: 'CenterOpened', data: { profile: { id, resources, ...change } } },
    ]);
  open('near', [guide('near-guide')]);
  open('center-1', [guide('own-guide')], { neighbours: [{ centerId: 'near', travelMinutes: 30 }] });
  const wish = { setupMinutes: 0, teardownMinutes: 5, asGiven: false };
  const data = {
    activityId: 'a',
    revision: 1,
    centerId: 'center-1',
    organizationId: 'branch-1',
    kind: { id: 'x' },
    wish,
  };
  all.append('scheduling', 'activity/a', [{ type: 'ActivityProposed', data }]);
  return all;
}

/** From nine to ten. */
const give = ({ append }: Given, resourceId: string, from: string, to: string) =>
  append('room-allocation', 'allocation/a', [
    granted('a', 1, {
      claims: [{ ...claim, resourceId, role: 'guide', start: `2026-06-03T${from}:00Z`, end: `2026-06-03T${to}:00Z` }],
    }),
  ]);

test('who is lent without the way there or back is found, to the minute', () => {
  expect(give(two(), 'near-guide', '08:20', '10:35')).toEqual([]);
  expect(give(two(), 'near-guide', '08:21', '10:35')).toEqual([
    'a#1 in center-1 has near-guide from 2026-06-03T08:21:00Z to 2026-06-03T10:35:00Z, for 2026-06-03T09:00:00Z to 2026-06-03T10:00:00Z: they need 40 minutes before and 35 after',
  ]);
  expect(give(two(), 'near-guide', '08:20', '10:34')).toHaveLength(1);
});

test('who is at home needs no way', () => {
  expect(give(two(), 'own-guide', '09:00', '10:00')).toEqual([]);
});

test('who is of no neighbour is found, also of one that is none any more', () => {
  expect(give(two(), 'far-guide', '00:00', '23:00')).toEqual([
    'a#1 in center-1 has far-guide, whom none of its neighbours lends',
  ]);
  const alone = two();
  alone.append('room-allocation', 'center/center-1', [{ type: 'CenterNeighboursChanged', data: { neighbours: [] } }]);
  expect(give(alone, 'near-guide', '08:20', '10:35')).toEqual([]);
  const later = granted('a', 1, { centerVersion: 2, claims: [{ ...claim, resourceId: 'near-guide', role: 'guide' }] });
  expect(alone.append('room-allocation', 'allocation/a', [later])).toHaveLength(1);
});
