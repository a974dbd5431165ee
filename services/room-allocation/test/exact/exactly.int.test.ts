import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { allocate } from '../../src/domain/allocator/allocate.ts';
import type { AllocationProblem, AllocationResult } from '../../src/domain/allocator/allocation-problem.ts';
import { boundOf, exactly } from '../../src/exact/exactly.ts';
import { crowds } from '../domain/support/crowds.ts';
import {
  aGuide,
  aRoom,
  asked,
  assigned,
  at,
  during,
  kit,
  person,
  pieces,
  problem,
  room,
  taken,
} from '../domain/support/given.ts';
import { mostWorth, worthOf } from '../domain/support/optimum.ts';
import { problems } from '../domain/support/problems.ts';
import { violations } from '../domain/support/validator.ts';

const limits = { secondsPerPart: 20 };

/** Everybody refused, nobody moved: the worst that could be begun from. */
const nothingGiven = ({ requests }: AllocationProblem): AllocationResult => ({
  assignments: [],
  moves: [],
  refusals: requests.map(({ requestId }) => ({
    requestId,
    cause: { code: 'x' },
    missing: [],
    blockedBy: [],
    nearest: [],
  })),
});

const scoreOf = ({ requests }: AllocationProblem, { assignments }: AllocationResult): number =>
  assignments.reduce((sum, assignment) => {
    const request = requests.find(({ requestId }) => requestId === assignment.requestId);
    return sum + (request ? worthOf(request, assignment) : 0);
  }, 0);

describe('an exact answer', () => {
  test('is worth as much as the best of all answers, whatever it begins from: brute force on small problems', async () => {
    let granted = 0;
    await fc.assert(
      fc.asyncProperty(problems(3), async (small) => {
        const most = mostWorth(small);
        for (const incumbent of [nothingGiven(small), allocate(small)]) {
          const found = await exactly(small, incumbent, limits);
          expect([scoreOf(small, found), violations(small, found)]).toEqual([most, []]);
          expect(found.bound?.proven).toBe(true);
          expect(Math.abs((found.bound?.upper ?? 0) - most)).toBeLessThan(0.5);
          granted += found.assignments.length;
        }
      }),
      { numRuns: 150 },
    );
    expect(granted).toBeGreaterThan(50);
  });

  test('takes no place from anybody who has one, and moves them only inside what they offered', async () => {
    let moves = 0;
    await fc.assert(
      fc.asyncProperty(crowds(6), async (crowd) => {
        const found = await exactly(crowd, nothingGiven(crowd), limits);
        expect(violations(crowd, found)).toEqual([]);
        expect(found.assignments.length).toBeGreaterThanOrEqual(allocate(crowd).assignments.length);
        moves += found.moves.length;
      }),
      { numRuns: 150 },
    );
    expect(moves).toBeGreaterThan(0);
  });

  test('deals people out who are alike: three guides for nine groups of whom no four meet', async () => {
    const pools = ['ann', 'bo', 'cai'].map((id) => person(id, { setupMinutes: 5 }));
    const requests = Array.from({ length: 9 }, (_, n) =>
      asked({ requestId: `group-${n}`, starts: [at('09:00') + n * 25], needs: [aGuide()], durationMinutes: 65 }),
    );
    const walks = problem({ pools, requests });
    const found = await exactly(walks, nothingGiven(walks), limits);
    expect([found.assignments.length, violations(walks, found)]).toEqual([9, []]);
  });

  test('tells people apart of whom one is taken', async () => {
    const pools = ['ann', 'bo'].map((id) => person(id));
    const requests = ['a', 'b'].map((requestId) => asked({ requestId, needs: [aGuide()] }));
    const walks = problem({ pools, requests, commitments: [taken('ann', during('09:30', '09:31'))] });
    const found = await exactly(walks, nothingGiven(walks), limits);
    expect(found.assignments.map(({ resourceIds }) => resourceIds)).toEqual([['bo']]);
  });

  test('of what has more takers than there are at another time is proven all the same', async () => {
    const pools = [person('ann'), kit('chairs', 2)];
    const requests = [asked({ needs: [aGuide(), pieces('chairs', 1)], starts: [at('09:00')] })];
    const commitments = Array.from({ length: 3 }, () => taken('chairs', during('15:00', '16:00')));
    const walks = problem({ pools, requests, commitments });
    const found = await exactly(walks, nothingGiven(walks), limits);
    expect([found.assignments.length, found.bound?.proven]).toEqual([1, true]);
  });

  test('chooses for several needs at once, none twice', async () => {
    const rooms = ['large', 'middle', 'small'].map((id, n) =>
      room(id, { capacity: 90 - 30 * n, features: n < 2 ? ['stage'] : [] }),
    );
    const pools = [person('ann', { skills: ['route:red'] }), person('bo')];
    const needs = [aRoom(), aRoom({ features: ['stage'] }), aGuide(), aGuide('route:red')];
    const all = problem({ rooms, pools, requests: [asked({ needs })] });
    const found = await exactly(all, nothingGiven(all), limits);
    expect(found.assignments[0]?.resourceIds).toEqual(['small', 'middle', 'bo', 'ann']);
  });

  test('keeps the incumbent where there is no time to find a better one', async () => {
    const requests = Array.from({ length: 40 }, (_, n) =>
      asked({
        requestId: `request-${n}`,
        starts: ['09:00', '09:30', '10:00', '10:30', '11:00'].map(at),
        durationMinutes: 60 + n,
      }),
    );
    const rooms = ['a', 'b', 'c', 'd'].map((id, n) =>
      room(id, { capacity: 40 + n, features: id === 'a' ? ['flag'] : [] }),
    );
    const busy = problem({ rooms, requests, policy: { order: 'batch' } });
    const incumbent = allocate(busy);
    const found = await exactly(busy, incumbent, { secondsPerPart: 0.000_001 });
    expect(scoreOf(busy, found)).toBeGreaterThanOrEqual(scoreOf(busy, incumbent));
    expect(violations(busy, found)).toEqual([]);
  });

  test('of an alternative on another day is found as well as one on the same', async () => {
    const rooms = [room('hall')];
    const policy = { open: [during('08:00', '22:00'), during('32:00', '46:00')] };
    const requests = [
      asked({ requestId: 'either', starts: [at('09:00'), at('33:00')] }),
      asked({ requestId: 'today' }),
    ];
    const days = problem({ rooms, requests, policy });
    const found = await exactly(days, nothingGiven(days), limits);
    expect(found.assignments.map(({ requestId, start }) => [requestId, start])).toEqual([
      ['either', at('33:00')],
      ['today', at('09:00')],
    ]);
  });

  test('of a part too large for HiGHS is found in slices: never worse than the incumbent, and better here', async () => {
    const rooms = Array.from({ length: 12 }, (_, n) => room(`room-${n}`, { capacity: 20 + n }));
    const days = Array.from({ length: 6 }, (_, day) => day * 24);
    const policy = { open: days.map((hour) => during(`${8 + hour}:00`, `${22 + hour}:00`)), order: 'batch' as const };
    const requests = Array.from({ length: 150 }, (_, n) =>
      asked({
        requestId: `request-${n}`,
        starts: [n % 6, (n + 1) % 6].flatMap((day) =>
          [9, 11, 13, 15, 17, 18].map((hour) => at(`${day * 24 + hour}:00`)),
        ),
        headcount: 5 + (n % 20),
        durationMinutes: 120 + (n % 5) * 15,
      }),
    );
    const large = problem({ rooms, requests, policy });
    const incumbent = allocate({ ...large, policy: { ...large.policy, order: 'arrival', search: { chainDepth: 0 } } });
    const found = await exactly(large, incumbent, { secondsPerPart: 1 });
    expect(violations(large, found)).toEqual([]);
    expect(found.bound?.proven).toBe(false);
    expect(scoreOf(large, found)).toBeGreaterThan(scoreOf(large, incumbent));
    expect(found.bound?.upper).toBeGreaterThanOrEqual(scoreOf(large, found));
  });

  test('of a problem without requests moves nobody', async () => {
    const request = asked({ requestId: 'tentative', starts: [at('10:00'), at('09:00')], preferredStart: at('09:00') });
    const rooms = [room('hall')];
    const tentative = [{ request, assignment: assigned({ ...request, starts: [at('10:00')] }, { rooms }) }];
    const still = problem({ rooms, tentative });
    expect(await exactly(still, nothingGiven(still), limits)).toMatchObject({
      assignments: [],
      moves: [],
      refusals: [],
    });
  });
});

test('no answer to a small problem is worth more than its bound', async () => {
  await fc.assert(
    fc.asyncProperty(problems(3), async (small) => {
      expect(await boundOf(small)).toBeGreaterThanOrEqual(mostWorth(small) - 0.001);
    }),
    { numRuns: 100 },
  );
});
