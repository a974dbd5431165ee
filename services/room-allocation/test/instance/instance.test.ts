import { minuteOf } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import { allocate } from '../../src/domain/allocator/allocate.ts';
import { problemOf } from '../../src/instance/problem.ts';
import { AllocationInstance } from '../../src/instance/schema.ts';
import { resultShown } from '../../src/instance/shown.ts';

const hall = { id: 'hall', capacity: 40, setupMinutes: 15 };
const request = { requestId: 'a', starts: [540], durationMinutes: 60, needs: [{ role: 'room' }] };

const standing = { ...request, requestId: 'b' };

const parsed = (change: object) => AllocationInstance.parse({ rooms: [hall], requests: [request], ...change });

function problem(change: object = {}) {
  const made = problemOf(parsed(change));
  if (!made.ok) throw new Error(`${made.path}: ${made.message}`);
  return made.problem;
}

const complaints = (instance: unknown): readonly string[] => {
  const result = AllocationInstance.safeParse(instance);
  return result.success ? [] : result.error.issues.map(({ path }) => path.join('.'));
};

describe('an instance', () => {
  test('needs little: what is not said has a default', () => {
    expect(problem().rooms).toMatchObject([{ id: 'hall', type: 'room', features: [], teardownMinutes: 0 }]);
    expect(problem().requests).toMatchObject([{ weight: 1, headcount: 1, preferredStart: 540, asGiven: false }]);
    expect(allocate(problem()).assignments).toMatchObject([{ requestId: 'a', start: 540, resourceIds: ['hall'] }]);
  });

  test('names times as minutes or as RFC 3339 text', () => {
    const starts = ['2026-07-01T09:00:00+08:00'];
    expect(problem({ requests: [{ ...request, starts }] }).requests[0]?.starts).toEqual([
      minuteOf('2026-07-01T01:00:00Z'),
    ]);
  });

  test.each([
    ['rooms.0.capacity', { rooms: [{ ...hall, capacity: -1 }] }],
    ['pools.0.type', { pools: [{ id: 'chairs', type: 'furniture', count: 3 }] }],
    ['requests.0.durationMinutes', { requests: [{ ...request, durationMinutes: 0 }] }],
    ['requests.0.needs.0.role', { requests: [{ ...request, needs: [{ role: 'cook' }] }] }],
    ['requests.0.starts.0', { requests: [{ ...request, starts: ['tomorrow'] }] }],
    ['requests.0.weight', { requests: [{ ...request, weight: 0 }] }],
    ['requests', { requests: [request, request] }],
    ['rooms, pools, stops', { rooms: [hall, hall] }],
    ['policy.open.0.end', { policy: { open: [{ start: 600, end: 540 }] } }],
    ['closures.0.end', { closures: [{ start: 600, end: 540 }] }],
    ['closures.0.resourceId', { closures: [{ resourceId: 'garden', start: 540, end: 600 }] }],
    ['commitments.0.end', { commitments: [{ resourceId: 'hall', start: 540, end: 540 }] }],
    ['commitments.0.resourceId', { commitments: [{ resourceId: 'garden', start: 540, end: 600 }] }],
    ['tentative.0.start', { tentative: [{ request: standing, start: 600, resourceIds: ['hall'] }] }],
    ['policy.order', { policy: { order: 'random' } }],
    ['policy.search.chainDepth', { policy: { search: { chainDepth: 9 } } }],
    ['', { surprise: 1 }],
  ])('that is wrong at %j is refused there', (path, change) => {
    expect(complaints({ rooms: [hall], requests: [request], ...change })).toEqual([path]);
  });

  test('without requests is refused for that', () => {
    expect(complaints({})).toEqual(['requests']);
  });

  test('says who stands where, by the ids of what answers their needs', () => {
    const standing = { request: { ...request, requestId: 'b', starts: [540, 615] }, start: 540, resourceIds: ['hall'] };
    const { moves } = allocate(problem({ tentative: [standing] }));
    expect(moves).toMatchObject([{ requestId: 'b', from: { start: 540 }, to: { start: 615 }, because: 'a' }]);
    const unknown = problemOf(parsed({ tentative: [{ ...standing, resourceIds: ['garden'] }] }));
    expect(unknown).toMatchObject({ ok: false, path: 'tentative.0.resourceIds' });
  });
});

describe('an answer that is shown', () => {
  test('has ids for resources, and what it comes to', () => {
    const asked = problem({ requests: [request, { ...request, requestId: 'b', weight: 2 }] });
    expect(resultShown(asked, allocate(asked))).toMatchObject({
      sum: { requests: 2, accepted: 1, weight: 3, acceptedWeight: 1, seatsWasted: 39, minutesMoved: 0, moves: 0 },
      assignments: [
        { requestId: 'a', start: 540, claims: [{ resourceId: 'hall', role: 'room', start: 525, end: 600 }] },
      ],
      refusals: [{ requestId: 'b', cause: { code: 'taken', resourceId: 'hall' }, blockedBy: ['a'], nearest: [] }],
    });
  });

  test('has times as text where they are instants', () => {
    const starts = ['2026-07-01T09:00:00+08:00'];
    const asked = problem({ requests: [{ ...request, starts }] });
    expect(resultShown(asked, allocate(asked))).toMatchObject({ assignments: [{ start: '2026-07-01T01:00:00Z' }] });
  });
});
