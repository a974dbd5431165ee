import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { allocate } from '../../../src/domain/allocator/allocate.ts';
import type { AllocationProblem, AllocationRequest } from '../../../src/domain/allocator/allocation-problem.ts';
import { partsOf } from '../../../src/domain/allocator/parts.ts';
import { sessionOf } from '../../../src/domain/allocator/session.ts';
import { waysAt } from '../support/brute-force.ts';
import { crowds } from '../support/crowds.ts';
import {
  aGuide,
  aRoom,
  asked,
  assigned,
  at,
  during,
  type ProblemChange,
  person,
  problem,
  room,
} from '../support/given.ts';
import { after, mostWorth, worthOf } from '../support/optimum.ts';
import { problems } from '../support/problems.ts';
import { violations } from '../support/validator.ts';

const rooms = [room('hall')];

const batch = (change: ProblemChange) => problem({ rooms, ...change, policy: { order: 'batch', ...change.policy } });

const ids = (all: AllocationProblem) =>
  allocate(all)
    .assignments.map(({ requestId }) => requestId)
    .sort();

const many = (organization: string, count: number, change: Partial<AllocationRequest> = {}) =>
  Array.from({ length: count }, (_, n) => asked({ requestId: `${organization}-${n}`, organization, ...change }));

const scoreOf = (all: AllocationProblem): number =>
  allocate(all).assignments.reduce((sum, assignment) => {
    const request = all.requests.find(({ requestId }) => requestId === assignment.requestId);
    return sum + (request ? worthOf(request, assignment) : 0);
  }, 0);

const asBatch = (all: AllocationProblem): AllocationProblem => ({ ...all, policy: { ...all.policy, order: 'batch' } });

/** With as many rounds as such a small problem could ever need. */
const patient = (all: AllocationProblem): AllocationProblem => ({
  ...all,
  policy: { ...all.policy, search: { rounds: 200 } },
});

describe('a batch', () => {
  test('gives four hours to four of weight 2 rather than to one of weight 3', () => {
    const long = asked({ requestId: 'long', durationMinutes: 240, weight: 3 });
    const short = ['09:00', '10:00', '11:00', '12:00'].map((time) =>
      asked({ requestId: time, starts: [at(time)], weight: 2 }),
    );
    expect(ids(batch({ requests: [long, ...short] }))).toEqual(['09:00', '10:00', '11:00', '12:00']);
    expect(ids(batch({ requests: [long, ...short.slice(0, 1)] }))).toEqual(['long']);
  });

  test('keeps the large room for those who need it, whoever came first', () => {
    const two = [room('large', { capacity: 300 }), room('small', { capacity: 20 })];
    const requests = [asked({ requestId: 'ten', headcount: 10 }), asked({ requestId: 'crowd', headcount: 300 })];
    expect(ids(batch({ rooms: two, requests }))).toEqual(['crowd', 'ten']);
  });

  test('gives the first of each organization a place before the second ones of equal weight', () => {
    const starts = [at('09:00'), at('10:00')];
    const requests = [...many('large', 500, { starts }), ...many('small', 1, { starts })];
    expect(ids(batch({ requests }))).toEqual(['large-0', 'small-0']);
  });

  test('goes on in turns: the second of each before the third ones', () => {
    const starts = ['09:00', '10:00', '11:00', '12:00'].map(at);
    const requests = [...many('large', 20, { starts }), ...many('small', 2, { starts })];
    expect(ids(batch({ requests }))).toEqual(['large-0', 'large-1', 'small-0', 'small-1']);
  });

  test('gives up no weight for turns: one of weight 2 goes before the first of another organization', () => {
    const requests = [...many('large', 1, { weight: 2 }), ...many('large-too', 1), ...many('small', 1)];
    expect(ids(batch({ requests }))).toEqual(['large-0']);
    const second = [
      ...many('large', 1),
      asked({ requestId: 'heavy', organization: 'large', weight: 2 }),
      ...many('small', 1),
    ];
    expect(ids(batch({ requests: second }))).toEqual(['heavy']);
  });

  test('counts the heaviest of an organization as its first, whenever it came', () => {
    const starts = [at('09:00'), at('10:00')];
    const heavy = asked({ requestId: 'heavy', organization: 'large', starts, weight: 2 });
    const requests = [...many('large', 1, { starts }), heavy, ...many('small', 1, { starts })];
    expect(ids(batch({ requests }))).toEqual(['heavy', 'small-0']);
  });

  test('counts no turn for what could never have a place', () => {
    const never = asked({ requestId: 'never', organization: 'large', headcount: 41 });
    expect(ids(batch({ requests: [never, ...many('large', 1), ...many('small', 1)] }))).toEqual(['large-0']);
  });

  test('gives a third one of weight 2 a place before the first of another organization, of weight 1', () => {
    const starts = ['09:00', '10:00', '11:00'].map(at);
    const requests = [...many('small', 1, { starts }), ...many('large', 3, { starts, weight: 2 })];
    expect(ids(batch({ requests }))).toEqual(['large-0', 'large-1', 'large-2']);
  });

  test('gives the same request two places when it is there twice', () => {
    const requests = ['a', 'b'].map((requestId) => asked({ requestId, starts: [at('09:00'), at('10:00')] }));
    expect(ids(batch({ requests }))).toEqual(['a', 'b']);
  });

  test('moves who has a place already, inside what they offered, and says for whom', () => {
    const request = asked({ requestId: 'tentative', starts: [at('09:00'), at('10:00')] });
    const tentative = [{ request, assignment: assigned({ ...request, starts: [at('09:00')] }, { rooms }) }];
    const result = allocate(batch({ tentative, requests: [asked({ requestId: 'fixed' })] }));
    expect(result.moves).toMatchObject([{ requestId: 'tentative', from: { start: at('09:00') }, because: 'fixed' }]);
  });

  test('never takes a place from who has one, however heavy the request', () => {
    const request = asked({ requestId: 'tentative' });
    const tentative = [{ request, assignment: assigned(request, { rooms }) }];
    const result = allocate(batch({ tentative, requests: [asked({ requestId: 'heavy', weight: 1_000 })] }));
    expect([result.assignments, result.refusals.map(({ blockedBy }) => blockedBy)]).toEqual([[], [['tentative']]]);
  });

  test('moves nobody whose guide is not known here', () => {
    const needs = [aRoom(), aGuide()];
    const request = asked({ requestId: 'walk', starts: [at('09:00'), at('10:00')], needs });
    const known = { rooms, pools: [person('ann')] };
    const tentative = [{ request, assignment: assigned({ ...request, starts: [at('09:00')] }, known) }];
    const { moves, refusals } = allocate(batch({ pools: [person('bo')], tentative, requests: [asked()] }));
    expect([moves, refusals.map(({ blockedBy }) => blockedBy)]).toEqual([[], [['walk']]]);
  });

  test('gives who stands at another time than preferred the preferred one where that is free by now', () => {
    const request = asked({ requestId: 'tentative', starts: [at('09:00'), at('10:00')] });
    const standing = assigned({ ...request, starts: [at('10:00')] }, { rooms });
    const requests = [asked({ headcount: 80 })];
    const two = [...rooms, room('lawn', { capacity: 80 })];
    const { moves } = allocate(batch({ rooms: two, tentative: [{ request, assignment: standing }], requests }));
    expect(moves.map(({ to }) => to.start)).toEqual([at('09:00')]);
  });

  test('weighs who wants a place against who wants the one that is left for whoever has it', () => {
    const request = asked({ requestId: 'tentative', starts: [at('09:00'), at('12:00')] });
    const tentative = [{ request, assignment: assigned({ ...request, starts: [at('12:00')] }, { rooms }) }];
    const heavy = asked({ requestId: 'heavy', starts: [at('12:00')], asGiven: true, weight: 10 });
    const policy = { open: [during('08:00', '12:00')] };
    expect(ids(batch({ tentative, policy, requests: [asked({ requestId: 'light' }), heavy] }))).toEqual(['heavy']);
  });

  test('moves nobody out of a closure, or from under what is announced: it is not asked to', () => {
    const request = asked({ requestId: 'tentative', starts: [at('09:00'), at('10:00')] });
    const tentative = [{ request, assignment: assigned({ ...request, starts: [at('09:00')] }, { rooms }) }];
    const closures = [during('09:00', '09:30')];
    const result = allocate(
      batch({ tentative, closures, requests: [asked({ requestId: 'other', starts: [at('14:00')] })] }),
    );
    expect([result.moves, result.assignments.length]).toEqual([[], 1]);
  });

  test('is decided in parts: who only meets the end of another has nothing to do with it', () => {
    const parts = (...times: readonly string[]) =>
      partsOf(sessionOf(batch({ requests: times.map((time) => asked({ starts: [at(time)] })) })));
    expect([parts('09:00', '10:00'), parts('09:00', '09:59')]).toEqual([[[0], [1]], [[0, 1]]]);
  });

  test('of nothing is nothing', () => {
    expect(allocate(batch({}))).toEqual({ assignments: [], moves: [], refusals: [] });
  });
});

describe('of small problems, whatever they are, a batch', () => {
  test('has nothing wrong with it, and takes no place from anybody', () => {
    fc.assert(
      fc.property(crowds(6).map(asBatch), (crowd) => {
        expect(violations(crowd, allocate(crowd))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('refuses nothing that is free in the end', () => {
    let refused = 0;
    fc.assert(
      fc.property(problems(6).map(asBatch), (small) => {
        const { assignments, refusals } = allocate(small);
        const later = after(small, assignments);
        for (const { requestId } of refusals) {
          const request = small.requests.find((one) => one.requestId === requestId);
          const ways = request?.starts.flatMap((start) => waysAt(later, request, start)) ?? [];
          expect(ways).toEqual([]);
          refused += 1;
        }
      }),
      { numRuns: 300 },
    );
    expect(refused).toBeGreaterThan(50);
  });

  test('is worth as much as the best of all answers: brute force', () => {
    let worth = 0;
    fc.assert(
      fc.property(problems(3).map(asBatch).map(patient), (small) => {
        const most = mostWorth(small);
        worth += most;
        expect(scoreOf(small)).toBe(most);
      }),
      { numRuns: 300 },
    );
    expect(worth).toBeGreaterThan(1_000_000);
  });

  test('is the same for the same seed, byte for byte', () => {
    fc.assert(
      fc.property(crowds(6).map(asBatch), (crowd) => {
        expect(JSON.stringify(allocate(crowd))).toBe(JSON.stringify(allocate(structuredClone(crowd))));
      }),
      { numRuns: 100 },
    );
  });
});

/** The same problem with other names, and its rooms, people and stops in another order. */
const renamed = (all: AllocationProblem, name: (id: string) => string): AllocationProblem => {
  const text = JSON.stringify({ ...all, rooms: [...all.rooms].reverse(), pools: [...all.pools].reverse() });
  return JSON.parse(text.replaceAll(/"(room|person|request|stop|kit)-(\d+)"/g, (_, kind, n) => `"${kind}-${name(n)}"`));
};

describe.each(['arrival', 'batch'] as const)('in the order %s', (order) => {
  test('other names and another order of the rooms change nothing about the weight that is accepted', () => {
    fc.assert(
      fc.property(crowds(6), (crowd) => {
        const one = { ...crowd, policy: { ...crowd.policy, order } };
        const other = renamed(one, (n) => String(9 - Number(n)));
        expect(allocate(other).assignments.length).toBe(allocate(one).assignments.length);
      }),
      { numRuns: 300 },
    );
  });
});
