import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { allocate } from '../../../src/domain/allocator/allocate.ts';
import type { AllocationRequest, Tentative } from '../../../src/domain/allocator/allocation-problem.ts';
import { undoTo } from '../../../src/domain/allocator/board.ts';
import { reallocate } from '../../../src/domain/allocator/chain.ts';
import { type Session, sessionOf } from '../../../src/domain/allocator/session.ts';
import { crowds } from '../support/crowds.ts';
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
  stop,
  taken,
  visit,
} from '../support/given.ts';
import { violations } from '../support/validator.ts';

const hall = room('hall');
const rooms = [hall];

/** An hour in any room at one of these times. */
const wanting = (requestId: string, times: readonly string[], change: Partial<AllocationRequest> = {}) =>
  asked({ requestId, starts: times.map(at), ...change });

/** An activity that stands at the first of its starts, placed as if it were alone. */
const standing = (request: AllocationRequest, from = rooms): Tentative => ({
  request,
  assignment: assigned({ ...request, starts: request.starts.slice(0, 1) }, { rooms: from }),
});

const moved = ({ moves }: ReturnType<typeof allocate>) =>
  moves.map(({ requestId, from, to, because }) => [requestId, from.start, to.start, because]);

/** Each stands in the way of the one before it; the last one can go to a free hour. */
const rowOf = (count: number): readonly Tentative[] =>
  Array.from({ length: count }, (_, n) => standing(wanting(`row-${n}`, [`${9 + n}:00`, `${10 + n}:00`])));

/** Every booking of every resource, in order. */
const bookingsOn = ({ board }: Session): string => JSON.stringify(board.lines.map((line) => line?.bookings ?? []));

const fixed = wanting('fixed', ['09:00']);

const withDepth = (chainDepth: number, count: number) =>
  problem({ rooms, tentative: rowOf(count), requests: [fixed], policy: { search: { chainDepth } } });

describe('a request for a time that is taken', () => {
  test('is given it where the one who has it goes to another time that it offered', () => {
    const result = allocate(withDepth(1, 1));
    expect(result.assignments).toMatchObject([{ requestId: 'fixed', start: at('09:00'), resourceIds: ['hall'] }]);
    expect(moved(result)).toEqual([['row-0', at('09:00'), at('10:00'), 'fixed']]);
    expect(result.assignments[0]?.reasons).toContainEqual({ code: 'others-moved', values: { count: 1 } });
  });

  test.each([
    [2, 2, 2],
    [2, 3, 0],
    [3, 3, 3],
    [3, 4, 0],
    [0, 1, 0],
  ])('with chains %i deep and %i in a row, %i are moved', (depth, count, expected) => {
    const result = allocate(withDepth(depth, count));
    expect([result.assignments.length, result.moves.length]).toEqual([expected > 0 ? 1 : 0, expected]);
    expect(violations(withDepth(depth, count), result)).toEqual([]);
  });

  test('leaves everything exactly as it was where the chain would be one too long', () => {
    const session = sessionOf(withDepth(2, 3));
    const before = bookingsOn(session);
    expect(reallocate(session, 3)).toBe(false);
    expect(bookingsOn(session)).toBe(before);
    expect(session.movable).toEqual([true, true, true, true]);
  });

  test('is refused where whoever has it is announced or pinned, by name, however free the next hour is', () => {
    const commitments = [taken('hall', during('09:00', '10:00'), { activityId: 'announced' })];
    const { refusals, moves } = allocate(problem({ rooms, commitments, requests: [fixed] }));
    expect([moves, refusals.map(({ blockedBy }) => blockedBy)]).toEqual([[], [['announced']]]);
  });

  test('is refused where whoever has it offered nothing else', () => {
    const tentative = [standing(wanting('other', ['09:00']))];
    expect(allocate(problem({ rooms, tentative, requests: [fixed] })).refusals).toMatchObject([
      { blockedBy: ['other'] },
    ]);
  });

  test('moves nobody to where it is closed, or out of the day that is decided on', () => {
    const closed = { ...withDepth(3, 1), closures: [{ resourceId: 'hall', ...during('10:59', '12:00') }] };
    expect(allocate(closed).assignments).toEqual([]);
    const bounded = problem({ ...withDepth(3, 1), policy: { within: during('08:00', '10:59') } });
    expect(allocate(bounded).assignments).toEqual([]);
    expect(allocate(problem({ ...withDepth(3, 1), policy: { within: during('08:00', '11:00') } })).moves).toHaveLength(
      1,
    );
  });

  test('moves nobody whose guide is not known here', () => {
    const request = wanting('walk', ['09:00', '10:00'], { needs: [aRoom(), aGuide()] });
    const pools = [person('ann')];
    const tentative = [{ request, assignment: assigned({ ...request, starts: [at('09:00')] }, { rooms, pools }) }];
    const all = problem({ rooms, pools, tentative, requests: [fixed] });
    expect(moved(allocate(all))).toEqual([['walk', at('09:00'), at('10:00'), 'fixed']]);
    for (const others of [[], [person('bo')]]) {
      expect(allocate({ ...all, pools: others }).refusals).toMatchObject([{ blockedBy: ['walk'] }]);
    }
  });

  test('moves two at once where both can go, and no more than the bounds allow', () => {
    const tentative = ['08:30', '09:30'].map((time) => standing(wanting(time, [time, '14:00', '16:00'])));
    const asking = (blockersMax: number) =>
      allocate(problem({ rooms, tentative, requests: [fixed], policy: { search: { blockersMax } } }));
    expect(moved(asking(2)).map(([id]) => id)).toEqual(['08:30', '09:30']);
    expect([asking(1).moves, asking(1).refusals.length]).toEqual([[], 1]);
    expect(asking(2).assignments[0]?.reasons).toContainEqual({ code: 'others-moved', values: { count: 2 } });
    const backwards = allocate(problem({ rooms, tentative: [...tentative].reverse(), requests: [fixed] }));
    expect(moved(backwards).map(([id]) => id)).toEqual(['09:30', '08:30']);
  });

  test('moves whoever has most of the kit where all who have some would be too many to move', () => {
    const pools = [kit('chairs', 10)];
    const tentative = [1, 2, 6].map((count) => {
      const request = wanting(`has-${count}`, ['09:00', '15:00'], { needs: [pieces('chairs', count)] });
      return { request, assignment: assigned({ ...request, starts: [at('09:00')] }, { pools }) };
    });
    const requests = [{ ...fixed, needs: [pieces('chairs', 5)] }];
    expect(moved(allocate(problem({ pools, tentative, requests })))).toEqual([
      ['has-6', at('09:00'), at('15:00'), 'fixed'],
    ]);
  });

  test('tells as moved who keeps its room and start and leaves earlier, as the rest of it was given to others', () => {
    const request = wanting('shorter', ['09:00', '15:00']);
    const assignment = assigned({ ...request, starts: [at('09:00')], teardownMinutes: 30 }, { rooms });
    const { moves } = allocate(
      problem({ rooms, tentative: [{ request, assignment }], requests: [wanting('next', ['10:00'])] }),
    );
    expect(moves.map(({ to }) => to.claims)).toMatchObject([[during('09:00', '10:00')]]);
  });

  test('tells of who was moved what it had as it was told before, in whatever order', () => {
    const request = wanting('walk', ['09:00', '10:00'], { needs: [aRoom(), aGuide()] });
    const pools = [person('ann')];
    const { start, resourceIds, claims } = assigned({ ...request, starts: [at('09:00')] }, { rooms, pools });
    const assignment = { start, resourceIds: [...resourceIds].reverse(), claims: [...claims].reverse() };
    const { moves } = allocate(problem({ rooms, pools, tentative: [{ request, assignment }], requests: [fixed] }));
    expect(moves.map(({ from }) => from)).toEqual([assignment]);
  });

  test('moves a guide to another group where that is all that is missing', () => {
    const pools = [person('ann', { skills: ['route:red'] }), person('bo')];
    const walk = wanting('walk', ['09:00', '15:00'], { needs: [aGuide()] });
    const tentative = [
      { request: walk, assignment: assigned({ ...walk, starts: [at('09:00')] }, { pools: [pools[0]!] }) },
    ];
    const { moves, assignments } = allocate(
      problem({ pools, tentative, requests: [{ ...fixed, needs: [aGuide('route:red')] }] }),
    );
    expect(assignments[0]?.resourceIds).toEqual(['ann']);
    expect(moves.map(({ to }) => [to.start, ...to.resourceIds])).toEqual([[at('09:00'), 'bo']]);
  });

  test('moves whoever has the kit, and a group from a stop', () => {
    const resources = { pools: [kit('chairs', 10)], stops: [stop('bridge')] };
    const needs = [[pieces('chairs', 6)], [visit('bridge', 0, 60)]];
    for (const need of needs) {
      const request = wanting('other', ['09:00', '15:00'], { needs: need });
      const tentative = [{ request, assignment: assigned({ ...request, starts: [at('09:00')] }, resources) }];
      const result = allocate(problem({ ...resources, tentative, requests: [{ ...fixed, needs: need }] }));
      expect(moved(result)).toEqual([['other', at('09:00'), at('15:00'), 'fixed']]);
    }
  });
});

describe('within one call', () => {
  test('each is told as moved for whom it was, not for who came later', () => {
    const requests = [fixed, wanting('later', ['14:00'])];
    const result = allocate(problem({ rooms, tentative: rowOf(1), requests }));
    expect(moved(result)).toEqual([['row-0', at('09:00'), at('10:00'), 'fixed']]);
    expect(result.assignments[1]?.reasons.map(({ code }) => code)).toEqual(['preferred-start', 'best-fit']);
  });

  const window = wanting('window', ['09:00', '10:00']);

  test('who offered several times may be moved again, who named one is not', () => {
    const flexible = allocate(problem({ rooms, requests: [window, fixed] }));
    expect(flexible.assignments.map(({ requestId, start }) => [requestId, start])).toEqual([
      ['window', at('10:00')],
      ['fixed', at('09:00')],
    ]);
    expect(moved(flexible)).toEqual([['window', at('09:00'), at('10:00'), 'fixed']]);
    const named = allocate(problem({ rooms, requests: [fixed, { ...fixed, requestId: 'second' }] }));
    expect(named.refusals).toMatchObject([{ requestId: 'second', blockedBy: ['fixed'] }]);
  });

  test('nobody is told that they were in their own way', () => {
    const first = wanting('first', ['09:00', '11:00']);
    const second = wanting('second', ['09:30', '10:00']);
    const early = wanting('early', ['08:30']);
    const { assignments } = allocate(problem({ rooms, requests: [first, second, early] }));
    expect(assignments.map(({ start }) => start)).toEqual([at('11:00'), at('10:00'), at('08:30')]);
    expect(assignments[1]?.reasons.map(({ code }) => code)).toEqual(['moved-start', 'best-fit']);
  });

  test('a fixed one gets the room that fits where a tentative one would do as well in another', () => {
    const two = [room('small', { capacity: 20 }), room('large', { capacity: 80 })];
    const tentative = [standing(wanting('window', ['09:00', '15:00'], { headcount: 10 }), two)];
    const result = allocate(problem({ rooms: two, tentative, requests: [fixed] }));
    expect(result.assignments[0]?.resourceIds).toEqual(['small']);
    expect(moved(result)).toEqual([['window', at('09:00'), at('09:00'), 'fixed']]);
    const still = allocate(
      problem({ rooms: two, tentative, requests: [fixed], policy: { search: { chainDepth: 0 } } }),
    );
    expect([still.assignments[0]?.resourceIds, still.moves]).toEqual([['large'], []]);
  });

  test('three hundred for one hour, with windows, are answered: as many as there are hours in them', () => {
    const requests = Array.from({ length: 300 }, (_, n) => wanting(`request-${n}`, ['09:00', '10:00', '11:00']));
    const { assignments, refusals } = allocate(problem({ rooms, requests }));
    expect([assignments.length, refusals.length]).toEqual([3, 297]);
  });

  test('a sole request gets its preferred start and the room that fits best', () => {
    const three = [
      room('large', { capacity: 80 }),
      room('small', { capacity: 20 }),
      room('flag', { features: ['flag'] }),
    ];
    const found = assigned(wanting('sole', ['10:00', '09:00'], { headcount: 15 }), { rooms: three });
    expect([found.start, found.resourceIds, found.wastedSeats]).toEqual([at('10:00'), ['small'], 5]);
  });
});

describe('of small problems, whatever they are:', () => {
  test('nobody loses a place, nobody moves out of what they offered, and nothing is held twice', () => {
    let moves = 0;
    fc.assert(
      fc.property(crowds(6), (crowd) => {
        const result = allocate(crowd);
        expect(violations(crowd, result)).toEqual([]);
        moves += result.moves.length;
      }),
      { numRuns: 1_000 },
    );
    expect(moves).toBeGreaterThan(30);
  });

  test('what is not found, or is undone, leaves every line as it was, to the byte', () => {
    let refused = 0;
    fc.assert(
      fc.property(crowds(6), (crowd) => {
        crowd.requests.forEach((_, index) => {
          const session = sessionOf(crowd);
          const before = bookingsOn(session);
          if (!reallocate(session, crowd.tentative.length + index)) refused += 1;
          else undoTo(session.board, 0);
          expect(bookingsOn(session)).toBe(before);
        });
      }),
      { numRuns: 300 },
    );
    expect(refused).toBeGreaterThan(30);
  });

  test('no place is given up for less than none: whoever could be served without a move is served', () => {
    fc.assert(
      fc.property(crowds(5), (crowd) => {
        const still = allocate({
          ...crowd,
          requests: crowd.requests.slice(0, 1),
          policy: { ...crowd.policy, search: { chainDepth: 0 } },
        });
        const result = allocate({ ...crowd, requests: crowd.requests.slice(0, 1) });
        expect(result.assignments.length).toBeGreaterThanOrEqual(still.assignments.length);
      }),
      { numRuns: 500 },
    );
  });
});
