import { describe, expect, test } from '@jest/globals';
import { allocate } from '../../src/domain/allocator/allocate.ts';
import { solveExactly } from '../../src/exact/solve-exactly.ts';
import { asked, at, problem, room } from '../domain/support/given.ts';

// The worker is what was built, as it is in an installation: threads know nothing of how tests read sources.
const built = new URL('../../dist/exact/exact-worker.js', import.meta.url);
const worker = (code: string): URL => new URL(`data:text/javascript,${encodeURIComponent(code)}`);

const busy = problem({
  rooms: [room('hall')],
  requests: [
    asked({ requestId: 'long', durationMinutes: 120 }),
    ...['09:00', '10:00'].map((time) => asked({ requestId: time, starts: [at(time)] })),
  ],
});
const incumbent = allocate(busy);
const limits = { secondsPerPart: 20, timeoutMs: 25_000 };

describe('a worker that solves exactly', () => {
  test('finds what is better than the incumbent', async () => {
    const { outcome, result } = await solveExactly(busy, incumbent, limits, built);
    expect([outcome, incumbent.assignments.length, result.assignments.length]).toEqual(['solved', 1, 2]);
    expect(result.bound?.proven).toBe(true);
  });

  test.each([
    ['throws', "throw new Error('out of memory')"],
    ['ends without an answer', 'process.exit(0)'],
    ['does not exist', 'import "file:///nowhere/at/all.js"'],
  ])('leaves the incumbent where it %s', async (_, code) => {
    expect(await solveExactly(busy, incumbent, limits, worker(code))).toEqual({
      outcome: 'crashed',
      result: incumbent,
    });
  });

  test('leaves the incumbent where it takes too long, and is ended', async () => {
    const answer = await solveExactly(busy, incumbent, { ...limits, timeoutMs: 50 }, worker('for (;;) {}'));
    expect(answer).toEqual({ outcome: 'timed-out', result: incumbent });
  });
});
