import { describe, expect, test } from '@jest/globals';
import { allocate } from '../../../src/domain/allocator/allocate.ts';
import type { AllocationRequest, Nearest } from '../../../src/domain/allocator/allocation-problem.ts';
import { nearestOf } from '../../../src/domain/allocator/nearest.ts';
import {
  aRoom,
  asked,
  at,
  during,
  type ProblemChange,
  problem,
  refused,
  room,
  taken,
  tianping,
} from '../support/given.ts';

const rooms = [room('hall', { capacity: 80 }), room('studio', { capacity: 30 })];
const half = (from: string, count: number) => Array.from({ length: count }, (_, n) => at(from) + n * 30);
const busy = (from: string, to: string) => [taken('hall', during(from, to)), taken('studio', during(from, to))];

const nearest = (request: AllocationRequest, change: ProblemChange): readonly Nearest[] =>
  refused(request, { rooms, ...change, policy: { nearestMax: 5, ...change.policy } }).nearest;
const times = (offers: readonly Nearest[]) => offers.map(({ start }) => (start - at('00:00')) / 60);

describe('what is offered instead', () => {
  test('is the nearest start first, of two as near the earlier one', () => {
    const offers = nearest(asked(), {
      commitments: busy('08:30', '11:00'),
      policy: { nearestStarts: half('06:00', 20) },
    });
    // 08:00 would meet what is taken at 08:30, 07:30 opens the doors too early.
    expect(times(offers)).toEqual([11, 11.5, 12]);
    const free = nearest(asked(), { commitments: busy('09:00', '10:00'), policy: { nearestStarts: half('08:00', 5) } });
    expect(times(free)).toEqual([8, 10]);
  });

  test('is a later one before an earlier one that is farther away', () => {
    const policy = { nearestStarts: [at('08:00'), at('11:00')] };
    const wish = asked({ starts: [at('10:00')] });
    expect(times(nearest(wish, { commitments: busy('10:00', '11:00'), policy }))).toEqual([11, 8]);
  });

  test('says when, where, for how long and what it gives up of the wish', () => {
    const [offer] = nearest(asked({ durationMinutes: 90 }), {
      commitments: busy('09:00', '10:00'),
      policy: { nearestStarts: [at('10:00')] },
    });
    expect(offer).toEqual({
      start: at('10:00'),
      end: at('11:30'),
      resourceIds: ['studio'],
      center: tianping,
      relaxed: ['start'],
    });
  });

  test('is at most three of one day, so that a free morning does not hide the next day', () => {
    const policy = { open: [during('08:00', '96:00')], nearestStarts: [...half('10:00', 6), ...half('33:00', 6)] };
    expect(times(nearest(asked(), { commitments: busy('09:00', '10:00'), policy }))).toEqual([10, 10.5, 11, 33, 33.5]);
  });

  test('counts days from the wish, half a day either way', () => {
    const policy = {
      open: [during('00:00', '96:00')],
      nearestStarts: [at('12:00'), at('15:00'), at('20:00'), at('20:59'), at('21:01')],
    };
    expect(times(nearest(asked(), { commitments: busy('09:00', '10:00'), policy }))).toEqual([12, 15, 20, 21 + 1 / 60]);
  });

  test('is no more than asked for, and nothing where nothing is', () => {
    const offered = (nearestMax: number) =>
      nearest(asked(), {
        commitments: busy('09:00', '10:00'),
        policy: { nearestMax, nearestStarts: half('10:00', 20) },
      });
    expect([offered(0).length, offered(1).length, offered(2).length]).toEqual([0, 1, 2]);
  });

  test('is each start once, whoever names it', () => {
    const policy = { nearestStarts: [at('10:00'), at('10:00')] };
    expect(times(nearest(asked(), { commitments: busy('09:00', '10:00'), policy }))).toEqual([10]);
  });

  test('gives up nothing where a start that was wished can be had by now', () => {
    const wish = asked({ starts: [at('09:00'), at('10:00')] });
    const now = problem({
      rooms,
      commitments: busy('09:00', '10:00'),
      policy: { nearestMax: 5, nearestStarts: [at('11:00')] },
    });
    const offers = nearestOf(wish, now);
    expect(offers.map(({ start, relaxed }) => [start, ...relaxed])).toEqual([[at('10:00')], [at('11:00'), 'start']]);
  });

  test('is nothing where the wish could never be had', () => {
    const policy = { nearestStarts: half('08:00', 20) };
    expect(nearest(asked({ headcount: 81 }), { policy })).toEqual([]);
    expect(nearest(asked({ headcount: 0 }), { policy })).toEqual([]);
  });
});

describe('in the place of a room named', () => {
  const pinned = asked({ starts: [at('09:00'), at('10:00')], needs: [aRoom({ resourceId: 'hall' })] });
  const commitments = [taken('hall', during('09:00', '11:00'))];

  test('another at the first time wished comes before the same room at another time', () => {
    const offers = nearest(pinned, { commitments, policy: { nearestStarts: [at('11:00')] } });
    expect(offers.map(({ start, resourceIds, relaxed }) => ({ start, resourceIds, relaxed }))).toEqual([
      { start: at('09:00'), resourceIds: ['studio'], relaxed: ['room'] },
      { start: at('11:00'), resourceIds: ['hall'], relaxed: ['start'] },
    ]);
  });

  test('another is offered at the next time wished where it is taken at the first', () => {
    const both = [...commitments, taken('studio', during('09:00', '10:00'))];
    expect(nearest(pinned, { commitments: both, policy: { nearestStarts: [] } })).toMatchObject([
      { start: at('10:00'), resourceIds: ['studio'], relaxed: ['room'] },
    ]);
  });

  test('another must have what is needed: features and seats are never given up', () => {
    const needs = [aRoom({ resourceId: 'hall', features: ['flag'] })];
    const flagged = [room('hall', { features: ['flag'] }), room('studio')];
    expect(nearest({ ...pinned, needs }, { rooms: flagged, commitments })).toEqual([]);
    expect(nearest({ ...pinned, headcount: 31 }, { commitments })).toEqual([]);
  });

  test('it is one of the offers asked for, not one more', () => {
    const policy = { nearestStarts: half('11:00', 10), nearestMax: 2 };
    expect(nearest(pinned, { commitments, policy }).map(({ relaxed }) => relaxed)).toEqual([['room'], ['start']]);
    expect(nearest(pinned, { commitments, policy: { ...policy, nearestMax: 1 } })).toHaveLength(1);
    expect(nearest(pinned, { commitments, policy: { ...policy, nearestMax: 0 } })).toEqual([]);
  });
});

test('an offer is not what a later request of the same round was given', () => {
  const requests = [asked({ requestId: 'first' }), asked({ requestId: 'second', starts: [at('10:00')] })];
  const policy = { nearestMax: 5, nearestStarts: [at('10:00'), at('11:00')] };
  const { refusals } = allocate(
    problem({ rooms: [room('hall')], commitments: busy('09:00', '10:00'), requests, policy }),
  );
  expect(refusals.map(({ requestId, nearest: offers }) => [requestId, times(offers)])).toEqual([['first', [11]]]);
});
