import { describe, expect, test } from '@jest/globals';
import { allocate } from '../../../src/domain/allocator/allocate.ts';
import type { AllocationRequest } from '../../../src/domain/allocator/allocation-problem.ts';
import {
  aGuide,
  asked,
  at,
  during,
  kit,
  person,
  pieces,
  problem,
  refused,
  stop,
  taken,
  visit,
} from '../support/given.ts';

const stops = ['bridge', 'garden'].map((id) => stop(id, { headwayMinutes: 5 }));
const pools = ['ann', 'bo', 'cai'].map((id) => person(id));

/** Ten minutes at each stop and five to walk on, so that with the headway each is taken for fifteen. */
const route = (first: string, second: string) => [aGuide(), visit(first, 0, 10), visit(second, 15, 10)];

const group = (requestId: string, needs: AllocationRequest['needs'], ...times: readonly string[]) =>
  asked({ requestId, needs, durationMinutes: 30, starts: times.map(at) });

const startsOf = (...requests: readonly AllocationRequest[]) =>
  allocate(problem({ stops, pools, requests })).assignments.map(({ start }) => (start - at('09:00')) % 1440);

describe('groups on routes', () => {
  const there = group('there', route('bridge', 'garden'), '09:00');

  test('that share both stops in opposite order pass each other where they change places, and not a minute earlier', () => {
    expect(startsOf(there, group('back', route('garden', 'bridge'), '09:00'))).toEqual([0, 0]);
    expect(startsOf(there, group('back', route('garden', 'bridge'), '09:01'))).toEqual([0]);
    expect(startsOf(there, group('back', route('garden', 'bridge'), '08:59'))).toEqual([0]);
  });

  test('follow each other on the same route with the headway between them, as closely as that', () => {
    expect(startsOf(there, group('next', route('bridge', 'garden'), '09:14', '09:15', '09:16'))).toEqual([0, 15]);
  });

  test('wait for a slow one at the stop where it stays', () => {
    const slow = group('slow', [aGuide(), visit('bridge', 0, 10), visit('garden', 15, 40)], '09:00');
    expect(startsOf(slow, group('next', route('bridge', 'garden'), '09:15', '09:44', '09:45'))).toEqual([0, 45]);
  });

  test('need a guide each: a fourth one goes when the first is back', () => {
    const lone = ['09:00', '09:00', '09:00'].map((time, n) => group(`group-${n}`, [aGuide()], time));
    expect(startsOf(...lone, group('fourth', [aGuide()], '09:29', '09:30'))).toEqual([0, 0, 0, 30]);
  });
});

test('kit that is all out for five minutes in the middle is not to be had for the hour around them', () => {
  const commitments = [
    taken('headsets', during('08:00', '09:35'), { count: 15, activityId: 'before' }),
    taken('headsets', during('09:30', '11:00'), { count: 15, activityId: 'after' }),
  ];
  const asking = asked({ needs: [pieces('headsets', 10)] });
  expect(refused(asking, { pools: [kit('headsets', 30)], commitments })).toMatchObject({
    cause: { code: 'kit-short', resourceId: 'headsets', values: { wanted: 10, free: 0 } },
    blockedBy: ['before', 'after'],
  });
});
