import type { StoredEvent } from '@huitang/runtime';
import { expect, test } from '@jest/globals';
import { answer, type Given, given, granted } from './given.ts';
import { unmetIsCounted } from './unmet-is-counted.ts';

const DAY = 'center-day/center-1/2026-06-03';

/** On a Wednesday at nine, in Shanghai at five in the afternoon. */
const demanded = {
  ...{ organizationId: 'branch-1', kindId: 'community-activity', starts: ['2026-06-03T09:00:00Z'] },
  ...{
    durationMinutes: 60,
    headcount: 20,
    needs: [{ role: 'room', features: [] }],
    setupMinutes: 0,
    teardownMinutes: 0,
  },
};

const about = (activityId: string, change: object = {}) => ({
  ...{ activityId, revision: 1, centerId: 'center-1', reasons: [{ code: 'taken' }], nearest: [] },
  demanded: { ...demanded, ...change },
});

const refused = (activityId: string, change: object = {}, more: object = {}): StoredEvent => ({
  type: 'AllocationRefused',
  data: { ...about(activityId, change), ...more },
});

const searched = (change: object = {}): StoredEvent => {
  const { organizationId: _, ...terms } = demanded;
  return {
    type: 'SearchFoundNothing',
    data: { centerId: 'center-1', demanded: { ...terms, ...change }, reasons: [{ code: 'taken' }] },
  };
};

function place(): Given {
  const all = given(unmetIsCounted);
  const data = { profile: { id: 'center-1', timeZone: 'Asia/Shanghai', name: {}, resources: [] } };
  all.append('room-allocation', 'center/center-1', [{ type: 'CenterOpened', data }]);
  return all;
}

const tell = ({ append }: Given, id: string, event: StoredEvent) =>
  append('room-allocation', `allocation/${id}`, [event]);

const group = (change: object = {}) => ({
  ...{ weekday: 3, fromHour: 14, toHour: 18, features: [], roles: [], seats: 20 },
  ...{ refused: 1, moved: 0, foundNothing: 0, organizations: 1, reasons: [], ...change },
});

async function reported(all: Given, ...items: readonly object[]): Promise<number> {
  const query = { center: 'center-1', from: '2026-06-01', to: '2026-06-30' };
  const body = { ...query, items };
  all.exchange({ operationId: 'unmetDemand', query }, answer(200, body), 'inspector');
  return (await all.ended()).length;
}

function withRefusal(): Given {
  const all = place();
  tell(all, 'a', refused('a'));
  return all;
}

test('a report that says what the log says is right, and one that says nothing is not', async () => {
  expect(await reported(place())).toBe(0);
  expect(await reported(withRefusal(), group())).toBe(0);
  expect(await reported(withRefusal())).toBe(1);
});

test.each([
  ['more', { refused: 2 }],
  ['something else', { refused: 0, moved: 1 }],
  ['another day', { weekday: 4 }],
  ['another hour', { fromHour: 9, toHour: 12 }],
  ['more organizations', { organizations: 2 }],
  ['what nobody needs', { roles: ['guide'] }],
])('a report that counts %s is found', async (_, change) => {
  expect(await reported(withRefusal(), group(change))).toBeGreaterThan(0);
});

test('a wish counts once however often it is tried, at its first hour; another one counts too', async () => {
  const all = withRefusal();
  tell(all, 'b', refused('b'));
  tell(all, 'c', refused('c', { starts: ['2026-06-03T12:00:00Z'] }));
  tell(all, 'd', refused('d', { headcount: 21 }));
  tell(all, 'e', refused('e', { organizationId: 'branch-2' }));
  expect(await reported(all, group({ refused: 3, organizations: 2 }))).toBe(0);
  const repeated = withRefusal();
  tell(repeated, 'b', refused('b'));
  expect(await reported(repeated, group({ refused: 2 }))).toBe(1);
});

test('of one activity the newest answer counts, and what was given as it was asked says nothing', async () => {
  const all = withRefusal();
  tell(all, 'a', refused('a', { starts: ['2026-06-04T01:00:00Z'] }, { revision: 2 }));
  all.append('room-allocation', DAY, [granted('b')]);
  expect(await reported(all, group({ weekday: 4, fromHour: 9, toHour: 12 }))).toBe(0);
});

test('moved, displaced and searched in vain are told apart; which of two came first is not known', async () => {
  const all = place();
  all.append('room-allocation', DAY, [granted('a', 1, { demanded })]);
  tell(all, 'b', { type: 'AllocationDisplaced', data: about('b', { headcount: 7 }) });
  tell(all, 's', searched());
  tell(all, 't', searched());
  expect(await reported(all, group({ refused: 0, moved: 1, displaced: 1, foundNothing: 2 }))).toBe(0);
  const both = place();
  both.append('room-allocation', DAY, [granted('a', 1, { demanded })]);
  tell(both, 'b', refused('b'));
  expect(await reported(both, group())).toBe(0);
  expect(await reported(both, group({ refused: 1, moved: 1 }))).toBeGreaterThan(0);
});

test('what was wanted of another center, or beyond the dates that are asked, is left out', async () => {
  const all = withRefusal();
  tell(all, 'b', refused('b', {}, { centerId: 'center-2' }));
  tell(all, 'c', refused('c', { starts: ['2026-07-01T09:00:00Z'] }));
  expect(await reported(all, group())).toBe(0);
});

const look = {
  operationId: 'readAvailability',
  params: { id: 'center-1' },
  query: {
    ...{ from: '2026-06-03T09:00:00Z', to: '2026-06-03T09:30:00Z', durationMinutes: '60', headcount: '20' },
    needs: '[{"role":"room"}]',
  },
};

const nothing = answer(200, {
  ...{ center: 'center-1', timeZone: 'UTC' },
  items: [
    {
      ...{ start: '2026-06-03T09:00:00Z', end: '2026-06-03T10:00:00Z', isAvailable: false, resourceIds: [] },
      reasons: [{ code: 'taken', text: { zh: '无', en: 'none' } }],
    },
  ],
});

test('a search that shows nothing and is not in the log is found', () => {
  const all = place();
  expect(all.exchange(look, nothing)).toHaveLength(1);
  tell(all, 's', searched({ headcount: 21 }));
  expect(all.exchange(look, nothing)).toHaveLength(1);
  tell(all, 't', searched());
  expect(all.exchange(look, nothing)).toEqual([]);
});

test('every center is asked for its report', () => {
  expect(
    place()
      .watch.lastAsks?.()
      .map(({ query }) => query?.center),
  ).toEqual(['center-1']);
});
