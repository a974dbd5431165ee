import { CenterId, instantOf, Person, Room } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import { counterfactualOf, type Given } from '../../src/demand/counterfactual.ts';
import { by, unmet } from './given.ts';

const hall = Room.parse({ type: 'room', id: 'tianping-hall', name: '厅', capacity: 200, features: ['flag'] });
const start = unmet().start;

/** A hall that is taken on that morning. */
const given: Given = {
  rooms: [hall],
  pools: [],
  stops: [],
  closures: [],
  commitments: [{ resourceId: hall.id, start: start - 60, end: start + 180, count: 1, activityId: 'other' }],
  tentative: [],
  policy: {
    center: CenterId.parse('tianping'),
    open: [{ start: start - 600, end: start + 600 }],
    nearestStarts: [],
    nearestMax: 0,
  },
};

describe('one more room', () => {
  test('would have served those that fit in it, one after the other', () => {
    const later = (asker: string) => unmet({ asker, start: start + 60, wish: { organizationId: asker } });
    const rows = [unmet(), by('a2', 'branch-2'), later('branch-3'), by('a4', 'branch-4', { headcount: 199 })];
    expect(counterfactualOf(rows, given)).toEqual({
      added: { type: 'room', capacity: 200, features: ['flag'] },
      served: 2,
      of: 4,
    });
  });

  test('says nothing of what was moved or only looked for', () => {
    expect(counterfactualOf([unmet({ outcome: 'moved' }), unmet({ outcome: 'found-nothing' })], given)).toBeUndefined();
  });

  test('serves nobody whom the hall would serve by now, since who was in the way has left', () => {
    const free = { ...given, commitments: [] };
    expect(counterfactualOf([unmet()], free)).toBeUndefined();
    expect(counterfactualOf([unmet(), by('a2', 'branch-2')], free)).toMatchObject({ served: 1, of: 2 });
  });

  test.each([
    'closed',
    'stop-busy',
    'crosses-day',
    'no-start-left',
    'quota-exceeded',
    'not-bookable-by-kind',
    'not-bookable-by-organization',
    'not-bookable-yet',
    'not-bookable-so-soon',
    'order-over-days',
    'left-out',
    'round-open',
  ])('helps nobody who was refused with %s', (code) => {
    expect(counterfactualOf([unmet({ reasons: [{ code }] })], given)).toBeUndefined();
  });

  test('serves nobody with a quota that is used up, where others lacked a room', () => {
    const over = unmet({ asker: 'a3', reasons: [{ code: 'quota-exceeded' }], wish: { organizationId: 'branch-3' } });
    const later = unmet({ asker: 'a2', start: start + 60, wish: { organizationId: 'branch-2' } });
    const early = { ...over, start: start - 60, demanded: { ...over.demanded, starts: [instantOf(start - 60)] } };
    expect(counterfactualOf([unmet(), later, early], given)).toMatchObject({ served: 2, of: 3 });
  });

  test('serves whom a round has refused by what it lacked, not by the round', () => {
    const reasons = (code: string) => [{ code: 'round', values: { date: '2026-07-04' } }, { code }];
    expect(counterfactualOf([unmet({ reasons: reasons('taken') })], given)).toMatchObject({ served: 1 });
    expect(counterfactualOf([unmet({ reasons: reasons('left-out') })], given)).toBeUndefined();
  });
});

test('one more guide with the skills that were missing would have served those who lacked one', () => {
  const guide = Person.parse({
    type: 'person',
    id: 'tianping-guide',
    name: '导',
    roles: ['guide'],
    skills: ['language:en'],
  });
  const needs = [{ role: 'guide', skills: ['language:en'] }];
  const busy = { resourceId: guide.id, start: start - 60, end: start + 180, count: 1, activityId: 'other' };
  const wish = unmet({ reasons: [{ code: 'people-busy' }], wish: { needs } });
  expect(counterfactualOf([wish], { ...given, pools: [guide], commitments: [busy] })).toEqual({
    added: { type: 'person', roles: ['guide'], skills: ['language:en'] },
    served: 1,
    of: 1,
  });
});

test('more kit, as much as was asked for most, would have served those who lacked some', () => {
  const kit = { type: 'kit' as const, id: hall.id, name: hall.name, count: 2 };
  const needs = (count: number) => [{ role: 'kit', resourceId: kit.id, count }];
  const reasons = [{ code: 'kit-short', resourceId: kit.id }];
  const rows = [
    unmet({ reasons, wish: { needs: needs(3) } }),
    unmet({ asker: 'a2', reasons, wish: { needs: needs(4) } }),
  ];
  expect(counterfactualOf(rows, { ...given, pools: [kit], commitments: [] })).toEqual({
    added: { type: 'kit', resourceId: kit.id, count: 4 },
    served: 1,
    of: 2,
  });
});
