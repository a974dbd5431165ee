import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { allocate } from '../../../src/domain/allocator/allocate.ts';
import type {
  AllocationProblem,
  AllocationRequest,
  Assignment,
  Nearest,
} from '../../../src/domain/allocator/allocation-problem.ts';
import { waysAt } from '../support/brute-force.ts';
import { problem as aProblem, aRoom, asked, at, room } from '../support/given.ts';
import { after } from '../support/optimum.ts';
import { problems } from '../support/problems.ts';
import { violations } from '../support/validator.ts';

/** The same without moving anybody: what is given first, is given for good. */
const unmoved = (problem: AllocationProblem): AllocationProblem => ({
  ...problem,
  policy: { ...problem.policy, search: { chainDepth: 0 } },
});

const roomNeeds = ({ needs }: AllocationRequest): number => needs.filter(({ role }) => role === 'room').length;

/** What brute force finds wrong with the answer to one request. */
function objections(problem: AllocationProblem, request: AllocationRequest, found: Assignment | undefined): string[] {
  for (const start of request.starts) {
    const ways = waysAt(problem, request, start);
    if (ways.length === 0) continue;
    if (!found) return [`${request.requestId} was refused, but ${ways[0]?.resourceIds.join()} can be had at ${start}`];
    if (found.start !== start) return [`${request.requestId} was given ${found.start}, but could have had ${start}`];
    const fewest = Math.min(...ways.map(({ wastedSeats }) => wastedSeats));
    if (roomNeeds(request) !== 1 || found.wastedSeats === fewest) return [];
    return [`${request.requestId} was given ${found.resourceIds[0]}, though ${fewest} wasted seats would do`];
  }
  return found ? [`${request.requestId} was given ${found.resourceIds.join()}, but cannot be served`] : [];
}

/** An offer sent back as it stands. */
const sentBack = (request: AllocationRequest, { start, relaxed }: Nearest): AllocationRequest => ({
  ...request,
  starts: [start],
  preferredStart: start,
  needs: relaxed.includes('room')
    ? request.needs.map((need) => (need.role === 'room' ? { role: 'room', features: need.features } : need))
    : request.needs,
});

describe('of small problems, whatever they are:', () => {
  test('an independent validator finds nothing wrong with the answer', () => {
    fc.assert(
      fc.property(problems(6), (problem) => {
        expect(violations(problem, allocate(problem))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  test('who is refused could not have been served, who is served has the first start and the best room: brute force', () => {
    let [granted, refused] = [0, 0];
    fc.assert(
      fc.property(problems(3).map(unmoved), (problem) => {
        const { assignments } = allocate(problem);
        problem.requests.forEach((request, index) => {
          const before = after(
            problem,
            assignments.filter(
              (other) => problem.requests.findIndex(({ requestId }) => requestId === other.requestId) < index,
            ),
          );
          const found = assignments.find(({ requestId }) => requestId === request.requestId);
          if (found) granted += 1;
          else refused += 1;
          expect(objections(before, request, found)).toEqual([]);
        });
      }),
      { numRuns: 1_000 },
    );
    // Both are common among the cases, so neither half is proven about nothing.
    expect(Math.min(granted, refused)).toBeGreaterThan(200);
  });

  test('every offer is granted when it is sent back, with the resources it named', () => {
    let [offers, otherRooms] = [0, 0];
    fc.assert(
      fc.property(problems(4), (problem) => {
        const { assignments, refusals } = allocate(problem);
        for (const { requestId, nearest } of refusals) {
          for (const offer of nearest) {
            const requests = problem.requests
              .filter((request) => request.requestId === requestId)
              .map((request) => sentBack(request, offer));
            const [again] = allocate({ ...after(problem, assignments), requests }).assignments;
            expect([again?.start, again?.resourceIds]).toEqual([offer.start, offer.resourceIds]);
            offers += 1;
            if (offer.relaxed.includes('room')) otherRooms += 1;
          }
        }
      }),
      { numRuns: 1_000 },
    );
    expect([offers > 100, otherRooms > 3]).toEqual([true, true]);
  });

  test('the same problem has the same answer, byte for byte, in whatever order its parts are listed', () => {
    const shuffled = problems(4).chain((problem) =>
      fc.tuple(
        fc.constant(problem),
        fc
          .record({
            rooms: shuffle(problem.rooms),
            pools: shuffle(problem.pools),
            stops: shuffle(problem.stops),
            closures: shuffle(problem.closures),
          })
          .map((parts) => ({ ...problem, ...parts })),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([problem, other]) => {
        const answer = JSON.stringify(allocate(frozen(problem)));
        expect([JSON.stringify(allocate(problem)), JSON.stringify(allocate(other))]).toEqual([answer, answer]);
      }),
      { numRuns: 500 },
    );
  });
});

const shuffle = <T>(items: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });

/** A problem that nobody can change: a write to it throws. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}

test('the validator finds what is wrong: a room given twice, one too small, a minute nobody asked for', () => {
  const requests = ['a', 'b'].map((requestId) => asked({ requestId, headcount: 10, needs: [aRoom()] }));
  const problem = aProblem({ rooms: [room('hall'), room('studio')], requests });
  const { assignments, ...rest } = allocate(problem);
  const [first, second] = assignments;
  if (!first || !second) throw new Error('both are granted');
  const wrong = (...changed: Assignment[]) => violations(problem, { ...rest, assignments: changed });
  expect(wrong(first, second)).toEqual([]);
  expect(wrong(first, { ...first, requestId: 'b' })).toContainEqual(expect.stringMatching(/hall is taken 2 times/));
  expect(wrong(first)).toContainEqual(expect.stringMatching(/answered a/));
  expect(wrong(first, { ...second, start: at('09:01') })).toContainEqual(expect.stringMatching(/nobody asked/));
  expect(wrong(first, { ...second, claims: [] })).toContainEqual(expect.stringMatching(/is not met/));
});
