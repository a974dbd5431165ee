import { expect, test } from '@jest/globals';
import { answer, cancelled, claim, confirmed, declined, type Given, given, opened, proposed } from './given.ts';
import { listsAreState } from './lists-are-state.ts';

const START = '2026-06-03T09:00:00Z';
const END = '2026-06-03T10:00:00Z';

const row = (change: object = {}) => ({
  id: 'a',
  status: 'confirmed',
  revision: 1,
  awaitsAnswer: false,
  center: 'center-1',
  organization: 'branch-1',
  kind: { id: 'community-activity' },
  title: '读书会',
  audience: 'public',
  headcount: 20,
  start: START,
  end: END,
  claims: [claim],
  ...change,
});

function withOne(change: object = {}): Given {
  const all = given(listsAreState);
  all.append('room-allocation', 'center/center-1', [opened]);
  all.append('scheduling', 'activity/a', [proposed('a')]);
  all.append('scheduling', 'activity/a', [confirmed('a', 1, change)]);
  return all;
}

async function listed(all: Given, items: unknown, query: Readonly<Record<string, string>> = {}): Promise<number> {
  all.exchange({ operationId: 'listActivities', query }, answer(200, { items }), 'inspector');
  return (await all.ended()).length;
}

test('a list that says what the log says is right, and so is one that leaves out what nobody asked for', async () => {
  expect(await listed(withOne(), [row()])).toBe(0);
  expect(await listed(withOne(), [row()], { status: 'confirmed', center: 'center-1' })).toBe(0);
  expect(await listed(withOne(), [], { status: 'cancelled' })).toBe(0);
  expect(await listed(withOne(), [row()], { organization: 'branch-2' })).toBe(1);
});

test.each([
  ['status', 'cancelled'],
  ['revision', 2],
  ['awaitsAnswer', true],
  ['center', 'center-2'],
  ['organization', 'branch-2'],
  ['title', '别的'],
  ['audience', 'private'],
  ['headcount', 21],
  ['start', '2026-06-03T08:00:00Z'],
  ['end', '2026-06-03T11:00:00Z'],
  ['claims', []],
])('a list with another %s is found', async (name, value) => {
  expect(await listed(withOne(), [row({ [name]: value })])).toBe(1);
});

test('what is missing, there twice, or not there at all is found, and so is no list', async () => {
  expect(await listed(withOne(), [])).toBe(1);
  expect(await listed(withOne(), [row(), row()])).toBe(1);
  expect(await listed(withOne(), [row(), row({ id: 'x' })])).toBe(1);
  expect(await listed(withOne(), undefined)).toBe(1);
});

test('of a page that is full only what comes before its last is there for certain', async () => {
  const later = '2026-06-03T09:30:00Z';
  const other = row({ id: 'b', start: later, end: '2026-06-03T10:30:00Z' });
  expect(await listed(withOne(), [row(), other], { limit: '2' })).toBe(0);
  expect(await listed(withOne(), [other], { limit: '1' })).toBe(1);
  expect(await listed(withOne(), [row()], { limit: '1' })).toBe(0);
});

test('what is declined or called off is shown so, and what was confirmed before a revision that is declined stays', async () => {
  const off = withOne();
  off.append('scheduling', 'activity/a', [cancelled('a')]);
  expect(await listed(off, [row()])).toBe(1);
  const shown = withOne();
  shown.append('scheduling', 'activity/a', [cancelled('a')]);
  expect(await listed(shown, [row({ status: 'cancelled' })])).toBe(0);
  const no = given(listsAreState);
  no.append('scheduling', 'activity/a', [proposed('a')]);
  no.append('scheduling', 'activity/a', [declined('a')]);
  expect(await listed(no, [row({ status: 'declined', claims: [] })])).toBe(0);
  const kept = withOne();
  kept.append('scheduling', 'activity/a', [proposed('a', 2)]);
  kept.append('scheduling', 'activity/a', [{ ...declined('a', 2), type: 'ActivityRevisionDeclined' }]);
  expect(await listed(kept, [row({ revision: 2 })])).toBe(0);
});

const reserved = (change: object = {}) => ({
  activityId: '00000000-0000-4000-8000-000000000001',
  start: START,
  end: END,
  activityStart: START,
  activityEnd: END,
  count: 1,
  title: { zh: '读书会', en: '读书会' },
  kind: { id: 'community-activity', name: { zh: '社区活动', en: 'Community activity' } },
  audience: 'public',
  headcount: 20,
  ...change,
});

async function used(change: object, reservations: readonly object[]): Promise<number> {
  const all = withOne({ activityId: reserved().activityId, ...change });
  const resources = [{ id: 'hall', type: 'room', name: claim.name, capacity: 50, reservations }];
  const [from, to] = ['2026-06-03T00:00:00Z', '2026-06-04T00:00:00Z'];
  const body = { center: 'center-1', timeZone: 'Asia/Shanghai', from, to, open: [], resources };
  all.exchange({ operationId: 'roomUse', params: { id: 'center-1' } }, answer(200, body), 'inspector');
  return (await all.ended()).length;
}

test('room use that leaves something out, or tells another time or count, is found', async () => {
  expect(await used({}, [reserved()])).toBe(0);
  expect(await used({}, [])).toBe(1);
  expect(await used({}, [reserved(), reserved()])).toBe(1);
  expect(await used({}, [reserved({ end: '2026-06-03T11:00:00Z' })])).toBe(1);
  expect(await used({}, [reserved({ activityStart: '2026-06-03T08:00:00Z' })])).toBe(1);
  expect(await used({}, [reserved({ count: 2 })])).toBe(1);
});

test('room use that shows more than the audience allows is found', async () => {
  const { activityId: _a, kind: _k, headcount: _h, ...occupied } = reserved({ audience: 'private' });
  const right = { ...occupied, title: { zh: '已占用', en: 'Occupied' } };
  expect(await used({ audience: 'private' }, [right])).toBe(0);
  expect(await used({ audience: 'private' }, [occupied])).toBe(1);
  expect(await used({ audience: 'private' }, [{ ...right, headcount: 20 }])).toBe(1);
  expect(await used({ audience: 'private' }, [{ ...right, activityId: reserved().activityId }])).toBe(1);
  const { headcount: _n, ...members } = reserved({ audience: 'members', title: { zh: '社区活动', en: 'x' } });
  expect(await used({ audience: 'members' }, [members])).toBe(0);
  expect(await used({ audience: 'members' }, [{ ...members, title: { zh: '读书会', en: 'x' } }])).toBe(1);
});

test('every center is asked for its list', () => {
  const { append, watch } = given(listsAreState);
  append('room-allocation', 'center/center-1', [opened]);
  expect(watch.lastAsks?.().map(({ query }) => query?.center ?? query?.organization)).toContain('center-1');
});
