import { describe, expect, test } from '@jest/globals';
import { fitsIsGranted } from './fits-is-granted.ts';
import { claim, type Given, given, granted } from './given.ts';

/** What fits, where more than rooms and their hours decides: rounds, neighbours, rules of booking, quotas. */

const allDay = Array.from({ length: 7 }, () => [{ from: 0, to: 1_440 }]);
const START = '2026-06-03T09:00:00Z';
const LATER = '2026-06-03T11:00:00Z';
const DAY = 'center-day/center-1/2026-06-03';

const person = { type: 'person', id: 'near-guide', name: claim.name, roles: ['guide'], skills: [] };
const guide = { ...person, setupMinutes: 0, teardownMinutes: 0 };
const hall = {
  type: 'room',
  id: 'hall',
  name: claim.name,
  capacity: 50,
  features: [],
  setupMinutes: 0,
  teardownMinutes: 0,
};

function world(change: object = {}): Given {
  const all = given(fitsIsGranted);
  const open = (id: string, resources: readonly object[], more: object = {}) => {
    const profile = { id, timeZone: 'UTC', openingHours: allDay, dayBoundaryMinutes: 0, resources, ...more };
    const data = { profile, standardOffsetMinutes: 0 };
    all.append('room-allocation', `center/${id}`, [{ type: 'CenterOpened', data }]);
  };
  open('near', [guide]);
  open('center-1', [hall], { neighbours: [{ centerId: 'near', travelMinutes: 30 }], ...change });
  return all;
}

const needs = [
  { role: 'room', features: [] },
  { role: 'guide', skills: [] },
];

function ask({ append }: Given, change: object = {}): void {
  const terms = { durationMinutes: 60, headcount: 20, setupMinutes: 0, teardownMinutes: 0, asGiven: false };
  const about = { activityId: 'a', revision: 1, centerId: 'center-1', organizationId: 'branch-1', kind: { id: 'x' } };
  const wish = { ...terms, starts: [START, LATER], needs: needs.slice(0, 1), ...change };
  append('scheduling', 'activity/a', [{ type: 'ActivityProposed', data: { ...about, wish } }]);
}

const refuse = ({ append }: Given, code = 'taken', nearest: readonly object[] = []) =>
  append('room-allocation', 'allocation/a', [
    { type: 'AllocationRefused', data: { activityId: 'a', revision: 1, reasons: [{ code }], nearest } },
  ]);

const give = ({ append }: Given, start: string, change: object = {}) => {
  const end = start.replace(/T\d\d/, (hour) => `T${String(Number(hour.slice(1)) + 1).padStart(2, '0')}`);
  return append('room-allocation', DAY, [
    granted('a', 1, { start, end, claims: [{ ...claim, start, end }], ...change }),
  ]);
};

const round = ({ append }: Given, type: string, data: object = {}) =>
  append('room-allocation', DAY, [{ type, data: { centerId: 'center-1', date: '2026-06-03', number: 1, ...data } }]);

describe('a round', () => {
  test('that is over has refused nobody whom something was free for all the time', () => {
    const all = world();
    round(all, 'RoundOpened');
    ask(all);
    round(all, 'RoundPublished');
    expect(refuse(all)).toHaveLength(1);
  });

  test('may leave out whom staff have settled, and cannot answer what lies on several days', () => {
    const settled = world();
    round(settled, 'RoundOpened');
    ask(settled);
    round(settled, 'RoundAdjusted', { adjustments: [{ activityId: 'a' }] });
    expect(refuse(settled)).toEqual([]);
    const night = world();
    round(night, 'RoundOpened');
    ask(night, { starts: ['2026-06-02T23:30:00Z'] });
    expect(refuse(night, 'round-open')).toEqual([]);
  });

  test('gives any start of its day, which nobody else does', () => {
    const all = world();
    ask(all);
    const reasons = [{ code: 'round' }];
    expect(give(all, LATER)).toEqual([`a#1 in center-1 is given ${LATER}, and could have ${START}`]);
    expect(give(all, LATER, { reasons })).toEqual([]);
    const other = world();
    ask(other, { starts: ['2026-06-04T09:00:00Z', LATER] });
    expect(give(other, LATER, { reasons })).toHaveLength(1);
  });

  test('that is under way gives nothing away: an offer of its day is vain', () => {
    const offer = { start: LATER, end: '2026-06-03T12:00:00Z', resourceIds: ['hall'], relaxed: [] };
    const wish = { starts: [START], offerWithin: { from: START, to: '2026-06-04T00:00:00Z' }, headcount: 60 };
    const [free, open] = [
      world({ resources: [{ ...hall, capacity: 60 }] }),
      world({ resources: [{ ...hall, capacity: 60 }] }),
    ];
    round(open, 'RoundOpened');
    for (const all of [free, open]) ask(all, wish);
    expect(refuse(free, 'quota-exceeded', [offer])).toEqual([]);
    expect(refuse(open, 'quota-exceeded', [offer])).toEqual([
      `a#1 in center-1 is offered hall at ${LATER}, and cannot have it`,
    ]);
  });
});

describe('people of neighbours', () => {
  const lent = { ...claim, role: 'guide', resourceId: 'near-guide', centerId: 'near' };
  const withWay = [claim, { ...lent, start: '2026-06-03T08:30:00Z', end: '2026-06-03T10:30:00Z' }];

  test('who could have come, and did not, are found', () => {
    const all = world();
    ask(all, { needs });
    expect(refuse(all)).toEqual([`a#1 in center-1 is refused, and could be had at ${START}`]);
    const alone = world({ neighbours: [] });
    ask(alone, { needs });
    expect(refuse(alone)).toEqual([]);
  });

  test('serve a need as well as own ones, and come after them, whatever the start', () => {
    const all = world();
    ask(all, { needs });
    expect(give(all, START, { claims: withWay })).toEqual([]);
    const own = world({ resources: [hall, { ...guide, id: 'own-guide' }] });
    ask(own, { needs });
    expect(give(own, START, { claims: withWay })).toHaveLength(1);
  });

  test('may be offered where they could come, and are vain where they could not', () => {
    const offer = { start: LATER, end: '2026-06-03T12:00:00Z', resourceIds: ['hall', 'near-guide'], relaxed: [] };
    const wish = { needs, starts: [START], offerWithin: { from: START, to: '2026-06-04T00:00:00Z' } };
    const [free, waiting] = [world(), world()];
    waiting.append('room-allocation', 'center-day/near/2026-06-03', [{ type: 'RoundOpened', data: {} }]);
    for (const all of [free, waiting]) ask(all, wish);
    expect(refuse(free, 'quota-exceeded', [offer])).toEqual([]);
    expect(refuse(waiting, 'quota-exceeded', [offer])).toEqual([
      `a#1 in center-1 is offered hall and near-guide at ${LATER}, and cannot have it`,
    ]);
  });

  test('are lent by nobody on the day of a round', () => {
    const all = world();
    all.append('room-allocation', 'center-day/near/2026-06-03', [{ type: 'RoundOpened', data: {} }]);
    ask(all, { needs });
    expect(refuse(all)).toEqual([]);
  });
});

test('a refusal for rules of booking is right where they were so for a moment', () => {
  const resources = [{ ...hall, booking: { organizations: ['branch-2'] } }];
  const all = world({ resources });
  ask(all);
  all.append('room-allocation', 'center/center-1', [{ type: 'ResourceChanged', data: { resource: hall } }]);
  expect(refuse(all)).toEqual([]);
  const since = world({ resources });
  since.append('room-allocation', 'center/center-1', [{ type: 'ResourceChanged', data: { resource: hall } }]);
  ask(since);
  expect(refuse(since)).toHaveLength(1);
});

test('a refusal for a quota is judged where minutes are counted', () => {
  const all = world();
  ask(all);
  expect(refuse(all, 'quota-exceeded')).toEqual([]);
});
