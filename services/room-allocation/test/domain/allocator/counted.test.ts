import { describe, expect, test } from '@jest/globals';
import { capacityOf } from '../../../src/domain/allocator/capacity.ts';
import { asked, assigned, during, kit, person, pieces, refused, room, stop, taken, visit } from '../support/given.ts';

const pools = [kit('chairs', 50), kit('headsets', 20)];

describe('kit', () => {
  test("is claimed with the kind's buffers", () => {
    const request = asked({ needs: [pieces('chairs', 30)], setupMinutes: 10, teardownMinutes: 15 });
    expect(assigned(request, { pools }).claims).toEqual([
      { resource: pools[0], role: 'kit', count: 30, ...during('08:50', '10:15') },
    ]);
  });

  test('asked for twice is one claim of the sum', () => {
    const needs = [pieces('chairs', 30), pieces('headsets', 5), pieces('chairs', 20)];
    expect(assigned(asked({ needs }), { pools }).claims.map(({ resource, count }) => [resource.id, count])).toEqual([
      ['chairs', 50],
      ['headsets', 5],
    ]);
    expect(refused(asked({ needs: [pieces('chairs', 30), pieces('chairs', 21)] }), { pools }).cause).toEqual({
      code: 'kit-short',
      resourceId: 'chairs',
      values: { wanted: 51, free: 50 },
    });
  });

  test('is refused where a pool is short for five minutes in the middle, with how many are free and who has the others', () => {
    const commitments = [
      taken('chairs', during('08:00', '09:35'), { count: 15, activityId: 'a' }),
      taken('chairs', during('09:30', '12:00'), { count: 20, activityId: 'b' }),
      taken('chairs', during('10:00', '12:00'), { count: 15, activityId: 'not-in-the-way' }),
    ];
    expect(assigned(asked({ needs: [pieces('chairs', 15)] }), { pools, commitments }).resourceIds).toEqual(['chairs']);
    expect(refused(asked({ needs: [pieces('chairs', 16)] }), { pools, commitments })).toMatchObject({
      cause: { code: 'kit-short', resourceId: 'chairs', values: { wanted: 16, free: 15 } },
      blockedBy: ['a', 'b'],
    });
  });

  test('that was given to more than there are now has none free, not less than none', () => {
    const commitments = [taken('headsets', during('09:00', '10:00'), { count: 25 })];
    expect(refused(asked({ needs: [pieces('headsets', 1)] }), { pools, commitments }).cause.values).toEqual({
      wanted: 1,
      free: 0,
    });
  });

  test.each([
    ['closed', { closures: [{ resourceId: 'chairs', ...during('09:00', '09:01') }] }, 'kit-closed'],
    ['not of this center', { pools: [] }, 'no-such-resource'],
    ['no kit but a person', { pools: [person('chairs')] }, 'no-such-resource'],
  ])('that is %s is refused by that name', (_, change, code) => {
    expect(refused(asked({ needs: [pieces('chairs', 1)] }), { pools, ...change }).cause).toEqual({
      code,
      resourceId: 'chairs',
    });
  });

  test('that is not of this center is told by its own name where other kit is asked for twice', () => {
    const needs = [pieces('chairs', 1), pieces('chairs', 1), pieces('drums', 1)];
    expect(refused(asked({ needs }), { pools }).cause).toEqual({ code: 'no-such-resource', resourceId: 'drums' });
  });

  test('beyond the minutes that are decided on is refused, to the minute', () => {
    const request = asked({ needs: [pieces('chairs', 1)], setupMinutes: 10, teardownMinutes: 15 });
    const code = (from: string, to: string) =>
      refused(request, { pools, policy: { within: during(from, to) } }).cause.code;
    expect([code('08:51', '12:00'), code('08:00', '10:14')]).toEqual(['crosses-day', 'crosses-day']);
    expect(assigned(request, { pools, policy: { within: during('08:50', '10:15') } }).resourceIds).toEqual(['chairs']);
  });
});

const bridge = stop('bridge', { headwayMinutes: 5 });
const garden = stop('garden', { groups: 2 });
const stops = [garden, bridge];
const walk = asked({ needs: [visit('bridge', 0, 15), visit('garden', 20, 30)], setupMinutes: 60, teardownMinutes: 60 });

describe('the stops of a route', () => {
  test('are claimed in order, each for its own minutes and the headway after them, without buffers', () => {
    expect(assigned(walk, { stops }).claims).toEqual([
      { resource: bridge, role: 'stop', count: 1, ...during('09:00', '09:20') },
      { resource: garden, role: 'stop', count: 1, ...during('09:20', '09:50') },
    ]);
  });

  test('let the next group in when the headway is over, not one minute earlier', () => {
    const after = (from: string) => ({ stops, commitments: [taken('bridge', during('08:00', from))] });
    expect(assigned(walk, after('09:00')).resourceIds).toEqual(['bridge', 'garden']);
    expect(refused(walk, after('09:01')).cause).toEqual({
      code: 'stop-busy',
      resourceId: 'bridge',
      values: { wanted: 1, free: 0 },
    });
    const before = (to: string) => ({ stops, commitments: [taken('bridge', during(to, '12:00'))] });
    expect(assigned(walk, before('09:20')).resourceIds).toEqual(['bridge', 'garden']);
    expect(refused(walk, before('09:19')).cause.code).toBe('stop-busy');
  });

  test('admit as many groups at a time as they have room for', () => {
    const one = [taken('garden', during('09:00', '12:00'))];
    expect(assigned(walk, { stops, commitments: one }).resourceIds).toContain('garden');
    const two = [...one, taken('garden', during('09:49', '12:00'), { activityId: 'slow' })];
    expect(refused(walk, { stops, commitments: two })).toMatchObject({
      cause: { code: 'stop-busy', resourceId: 'garden', values: { wanted: 1, free: 0 } },
      blockedBy: ['has-garden', 'slow'],
    });
  });

  test('meet their own group on the way back', () => {
    const backAt = (minute: number) => asked({ needs: [visit('bridge', 0, 15), visit('bridge', minute, 15)] });
    expect(assigned(backAt(20), { stops }).claims).toHaveLength(2);
    expect(refused(backAt(19), { stops }).cause).toMatchObject({ code: 'stop-busy', resourceId: 'bridge' });
  });

  test.each([
    ['closed', { closures: [{ resourceId: 'garden', ...during('09:49', '12:00') }] }, 'stop-closed'],
    ['not of this center', { stops: [bridge] }, 'no-such-resource'],
  ])('that are %s refuse the whole walk', (_, change, code) => {
    expect(refused(walk, { stops, ...change }).cause).toEqual({ code, resourceId: 'garden' });
  });

  test('beyond the minutes that are decided on are refused, to the minute', () => {
    expect(assigned(walk, { stops, policy: { within: during('09:00', '09:50') } }).claims).toHaveLength(2);
    const cause = (from: string, to: string) => refused(walk, { stops, policy: { within: during(from, to) } }).cause;
    expect(cause('09:01', '12:00')).toEqual({ code: 'crosses-day', resourceId: 'bridge' });
    expect(cause('08:00', '09:49')).toEqual({ code: 'crosses-day', resourceId: 'garden' });
  });
});

test('there are as many of a resource as it says, and one of a room or a person', () => {
  const found = [room('hall', { capacity: 80 }), person('ann'), kit('chairs', 50), stop('garden', { groups: 2 })].map(
    capacityOf,
  );
  expect(found).toEqual([1, 1, 50, 2]);
});
