import { expect, test } from '@jest/globals';
import { fitsIsGranted } from './fits-is-granted.ts';
import { type Given, given, granted } from './given.ts';

const allDay = Array.from({ length: 7 }, () => [{ from: 0, to: 1_440 }]);
const office = Array.from({ length: 7 }, () => [{ from: 540, to: 1_080 }]);
const name = { zh: '大厅', en: 'Hall' };

const room = (id: string, capacity: number) => ({
  type: 'room',
  id,
  name,
  capacity,
  features: [],
  setupMinutes: 10,
  teardownMinutes: 5,
});
const guide = {
  type: 'person',
  id: 'guide',
  name,
  roles: ['guide'],
  skills: ['language:en'],
  setupMinutes: 0,
  teardownMinutes: 0,
};
const headsets = { type: 'kit', id: 'headsets', name, count: 30 };

const wish = {
  starts: ['2026-06-03T02:00:00Z'],
  durationMinutes: 60,
  headcount: 20,
  needs: [{ role: 'room', features: [] }],
  setupMinutes: 0,
  teardownMinutes: 0,
  asGiven: false,
  offerWithin: { from: '2026-06-01T00:00:00Z', to: '2026-06-08T00:00:00Z' },
};

function withCenter(openingHours: object = allDay): Given {
  const all = given(fitsIsGranted);
  const profile = {
    id: 'center-1',
    name,
    timeZone: 'Asia/Shanghai',
    openingHours,
    resources: [room('hall', 50), guide, headsets],
  };
  all.append('room-allocation', 'center/center-1', [{ type: 'CenterOpened', data: { profile } }]);
  return all;
}

function ask({ append }: Given, activityId: string, change: object = {}): void {
  const kind = { id: 'community-activity' };
  const whose = { activityId, revision: 1, centerId: 'center-1', organizationId: 'branch-1', kind };
  const data = { ...whose, wish: { ...wish, ...change } };
  append('scheduling', `activity/${activityId}`, [{ type: 'ActivityProposed', data }]);
}

const refuse = ({ append }: Given, activityId: string, nearest: readonly object[] = []) =>
  append('room-allocation', `allocation/${activityId}`, [
    { type: 'AllocationRefused', data: { activityId, revision: 1, reasons: [], nearest } },
  ]);

const claims = (from: string, to: string, change: object = {}) => [
  {
    resourceId: 'hall',
    role: 'room',
    name,
    start: `2026-06-03T${from}:00Z`,
    end: `2026-06-03T${to}:00Z`,
    count: 1,
    ...change,
  },
];

const grant = (all: Given, activityId: string, start: string, end: string, claimed: readonly object[]) =>
  all.append('room-allocation', 'center-day/center-1/2026-06-03', [
    granted(activityId, 1, {
      start: `2026-06-03T${start}:00Z`,
      end: `2026-06-03T${end}:00Z`,
      claims: claimed,
    }),
  ]);

const release = ({ append }: Given, activityId: string) =>
  append('room-allocation', 'center-day/center-1/2026-06-03', [
    { type: 'AllocationReleased', data: { activityId, upToRevision: 1 } },
  ]);

test('a wish that is refused although it fits is found; not one that was taken at any time since it was asked', () => {
  const free = withCenter();
  ask(free, 'a');
  expect(refuse(free, 'a')).toEqual(['a#1 in center-1 is refused, and could be had at 2026-06-03T02:00:00Z']);
  for (const [from, to, count] of [
    ['01:00', '01:50', 1],
    ['01:00', '01:51', 0],
    ['03:04', '04:00', 0],
    ['03:05', '04:00', 1],
  ] as const) {
    const all = withCenter();
    ask(all, 'b', { starts: [`2026-06-03T${from}:00Z`] });
    grant(all, 'b', from, to, claims(from, to));
    ask(all, 'a');
    expect(refuse(all, 'a')).toHaveLength(count);
  }
  const left = withCenter();
  ask(left, 'b');
  grant(left, 'b', '02:00', '03:00', claims('01:50', '03:05'));
  ask(left, 'a');
  release(left, 'b');
  expect(refuse(left, 'a')).toEqual([]);
  ask(left, 'c');
  expect(refuse(left, 'c')).toHaveLength(1);
});

test('nobody fits in a center that is closed, in a room that is too small, without a guide, or with too little kit', () => {
  const need = (...more: object[]) => ({ needs: [...wish.needs, ...more] });
  const cases: [openingHours: object, change: object, count: number][] = [
    [office, {}, 1],
    [office, { starts: ['2026-06-03T01:00:00Z'] }, 1],
    [office, { starts: ['2026-06-03T00:59:00Z'] }, 0],
    [office, { starts: ['2026-06-03T09:01:00Z'] }, 0],
    [allDay, { headcount: 51 }, 0],
    [allDay, need({ role: 'guide', skills: ['language:en'] }), 1],
    [allDay, need({ role: 'guide', skills: ['language:fr'] }), 0],
    [allDay, need({ role: 'kit', resourceId: 'headsets', count: 30 }), 1],
    [allDay, need({ role: 'kit', resourceId: 'headsets', count: 31 }), 0],
    [allDay, need({ role: 'room', features: [] }), 0],
    [allDay, { needs: [{ role: 'room', features: [], resourceId: 'another' }] }, 0],
  ];
  for (const [openingHours, change, count] of cases) {
    const all = withCenter(openingHours);
    ask(all, 'a', change);
    expect({ change, found: refuse(all, 'a').length }).toEqual({ change, found: count });
  }
});

test('a hold that is not decided yet is taken, until its day lets it go', () => {
  const all = withCenter();
  const leg = { activityId: 'b', revision: 1, attempt: 1, expiresAt: '' };
  const minute = Date.parse('2026-06-03T02:30:00Z') / 60_000;
  const day = (type: string, data: object) =>
    all.append('room-allocation', 'center-day/center-1/2026-06-03', [{ type, data: { ...leg, ...data } }]);
  day('LegHeld', { claims: [{ resourceId: 'hall', count: 1, start: minute, end: minute + 10 }] });
  ask(all, 'a');
  expect(refuse(all, 'a')).toEqual([]);
  day('LegReleased', {});
  ask(all, 'c');
  expect(refuse(all, 'c')).toHaveLength(1);
});

test('an offer that cannot be had, or that lies where nobody may propose, is found', () => {
  const offer = (start: string, end: string, resourceIds = ['hall']) => ({
    centerId: 'center-1',
    start: `2026-06-${start}:00Z`,
    end: `2026-06-${end}:00Z`,
    resourceIds,
    relaxed: ['start'],
  });
  const saidOf = (one: object): number => {
    const all = withCenter();
    ask(all, 'b');
    grant(all, 'b', '02:00', '03:00', claims('01:50', '03:05'));
    ask(all, 'a');
    return refuse(all, 'a', [one]).length;
  };
  expect(saidOf(offer('03T04:00', '03T05:00'))).toBe(0);
  expect(saidOf(offer('03T03:00', '03T04:00'))).toBe(1);
  expect(saidOf(offer('03T04:00', '03T04:30'))).toBe(1);
  expect(saidOf(offer('08T04:00', '08T05:00'))).toBe(1);
  expect(saidOf(offer('03T04:00', '03T05:00', ['garden']))).toBe(1);
});

test('what is given and was not asked for is found', () => {
  const saidOf = (start: string, end: string, claimed: readonly object[], change: object = {}): number => {
    const all = withCenter();
    ask(all, 'a', change);
    return grant(all, 'a', start, end, claimed).length;
  };
  const right = claims('01:50', '03:05');
  expect(saidOf('02:00', '03:00', right)).toBe(0);
  expect(saidOf('02:30', '03:30', claims('02:20', '03:35'))).toBe(1);
  expect(saidOf('02:00', '03:30', right)).toBe(1);
  expect(saidOf('02:00', '03:00', claims('02:01', '03:05'))).toBe(1);
  expect(saidOf('02:00', '03:00', right, { headcount: 51 })).toBe(1);
  expect(saidOf('02:00', '03:00', right, { needs: [...wish.needs, { role: 'guide', skills: [] }] })).toBe(1);
  expect(
    saidOf('02:00', '03:00', [...right, ...claims('01:50', '03:05', { resourceId: 'guide', role: 'guide' })]),
  ).toBe(1);
  const kit = claims('02:00', '03:00', { resourceId: 'headsets', role: 'kit', count: 4 });
  const two = { role: 'kit', resourceId: 'headsets', count: 2 };
  expect(saidOf('02:00', '03:00', [...right, ...kit], { needs: [...wish.needs, two, two] })).toBe(0);
  expect(saidOf('02:00', '03:00', [...right, ...kit], { needs: [...wish.needs, two] })).toBe(1);
});

test('a start that was preferred, and passed over although it fits, is found', () => {
  const starts = ['2026-06-03T02:00:00Z', '2026-06-03T04:00:00Z'];
  const all = withCenter();
  ask(all, 'a', { starts });
  expect(grant(all, 'a', '04:00', '05:00', claims('03:50', '05:05'))).toHaveLength(1);
  const taken = withCenter();
  ask(taken, 'b');
  grant(taken, 'b', '02:00', '03:00', claims('01:50', '03:05'));
  ask(taken, 'a', { starts });
  expect(grant(taken, 'a', '04:00', '05:00', claims('03:50', '05:05'))).toEqual([]);
});

const closing = ({ append }: Given, type: 'ClosureAnnounced' | 'ClosureLifted', change: object = {}) =>
  append('room-allocation', 'center/center-1', [
    {
      type,
      data: {
        closureId: 'center-1.c',
        centerId: 'center-1',
        start: '2026-06-03T02:30:00Z',
        end: '2026-06-03T04:00:00Z',
        ...change,
      },
    },
  ]);

test('nobody fits where something is closed, or was when it was asked; once a day is open again, everybody does', () => {
  for (const [change, count] of [
    [{}, 0],
    [{ resourceIds: ['hall'] }, 0],
    [{ resourceIds: ['guide'] }, 1],
    [{ start: '2026-06-03T03:05:00Z' }, 1],
  ] as const) {
    const all = withCenter();
    closing(all, 'ClosureAnnounced', change);
    ask(all, 'a');
    expect(refuse(all, 'a')).toHaveLength(count);
  }
  const lifted = withCenter();
  closing(lifted, 'ClosureAnnounced');
  ask(lifted, 'a');
  closing(lifted, 'ClosureLifted');
  const data = { closureId: 'center-1.c' };
  lifted.append('room-allocation', 'center-day/center-1/2026-06-03', [{ type: 'DayReopened', data }]);
  expect(refuse(lifted, 'a')).toEqual([]);
  ask(lifted, 'b');
  expect(refuse(lifted, 'b')).toHaveLength(1);
});

test('an offer where something is closed all the time is in vain', () => {
  const offer = {
    start: '2026-06-03T02:30:00Z',
    end: '2026-06-03T03:30:00Z',
    resourceIds: ['hall'],
    relaxed: ['start'],
  };
  const all = withCenter();
  closing(all, 'ClosureAnnounced');
  ask(all, 'a');
  expect(refuse(all, 'a', [offer])).toHaveLength(1);
});

test('what is held for whoever was displaced serves what they had asked for, and leaves what they had', () => {
  const displace = (change: object) => {
    const all = withCenter();
    ask(all, 'a');
    grant(all, 'a', '02:00', '03:00', claims('01:50', '03:05'));
    const held = {
      start: '2026-06-03T05:00:00Z',
      end: '2026-06-03T06:00:00Z',
      claims: claims('04:50', '06:05'),
      ...change,
    };
    const data = { activityId: 'a', revision: 1, centerId: 'center-1', centerVersion: 1, allocationVersion: 2, held };
    const event = { type: 'AllocationDisplaced', data };
    return { all, found: all.append('room-allocation', 'center-day/center-1/2026-06-03', [event]) };
  };
  expect(displace({ claims: claims('05:00', '06:00') }).found).toHaveLength(1);
  const { all, found } = displace({});
  expect(found).toEqual([]);
  ask(all, 'b');
  expect(refuse(all, 'b')).toHaveLength(1);
  ask(all, 'c', { starts: ['2026-06-03T05:00:00Z'] });
  expect(refuse(all, 'c')).toEqual([]);
});
