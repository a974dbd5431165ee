import fc from 'fast-check';
import { allocate } from '../../../src/domain/allocator/allocate.ts';
import type { AllocationProblem } from '../../../src/domain/allocator/allocation-problem.ts';
import { problem as aProblem, asked, at, room } from './given.ts';
import { problems } from './problems.ts';

const beginnings = fc.uniqueArray(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 4 });

/** Requests for the same two rooms on a day of a few ticks, most of them with several starts: whoever comes late must push. */
const crowded = (requestsMax: number): fc.Arbitrary<AllocationProblem> =>
  fc
    .array(
      fc.record({
        starts: beginnings,
        durationMinutes: fc.integer({ min: 1, max: 4 }),
        headcount: fc.constantFrom(5, 15),
      }),
      {
        minLength: 2,
        maxLength: requestsMax,
      },
    )
    .map((requests) =>
      aProblem({
        rooms: [room('small', { capacity: 10 }), room('large', { capacity: 20 })],
        requests: requests.map(({ starts, ...request }, n) =>
          asked({ ...request, requestId: `request-${n}`, starts: starts.map((tick) => at('09:00') + tick) }),
        ),
      }),
    );

/** Small problems in which the first of the requests have a place already, and may be moved. */
export const crowds = (requestsMax: number): fc.Arbitrary<AllocationProblem> =>
  fc.tuple(fc.oneof(problems(requestsMax), crowded(requestsMax)), fc.nat(requestsMax)).map(([problem, count]) => {
    const requests = problem.requests.slice(0, count);
    const { assignments } = allocate({ ...problem, requests });
    const tentative = assignments.flatMap((assignment) => {
      const request = requests.find(({ requestId }) => requestId === assignment.requestId);
      return request ? [{ request, assignment }] : [];
    });
    return { ...problem, tentative, requests: problem.requests.slice(count) };
  });
