import { describe, expect, test } from '@jest/globals';
import { allocate } from '../../src/domain/allocator/allocate.ts';
import { solveTogether } from '../../src/exact/solve-together.ts';
import { asked, at, problem, room } from '../domain/support/given.ts';

// The worker is what was built, as it is in an installation: threads know nothing of how tests read sources.
const built = new URL('../../dist/exact/together-worker.js', import.meta.url);
const worker = (code: string): URL => new URL(`data:text/javascript,${encodeURIComponent(code)}`);

const busy = problem({
  rooms: [room('hall')],
  requests: ['09:00', '10:00', '10:30'].map((time) => asked({ requestId: time, starts: [at(time)] })),
  policy: { order: 'batch' },
});
const found = allocate(busy);
const limits = { secondsPerPart: 20, timeoutMs: 25_000 };
/** A thread that has found something, and then does this. */
const finds = (then: string): URL =>
  worker(`import { parentPort } from 'node:worker_threads'; parentPort.postMessage({ said: 'first' }); ${then}`);

describe('a thread that searches and then solves', () => {
  test('gives the answer of the solver, with what none could exceed', async () => {
    const { outcome, result } = await solveTogether(busy, limits, built);
    expect([outcome, result.assignments.length, result.bound?.proven]).toEqual(['solved', 2, true]);
  });

  test.each([
    ['crashed', 'setTimeout(() => { throw new Error(); }, 20)', 25_000],
    ['crashed', 'setTimeout(() => process.exit(0), 20)', 25_000],
    ['timed-out', 'for (;;) {}', 500],
  ])('leaves what it found before it %s: %s', async (outcome, then, timeoutMs) => {
    expect(await solveTogether(busy, { ...limits, timeoutMs }, finds(then))).toEqual({
      outcome,
      result: { said: 'first' },
    });
  });

  test.each([
    ['crashed', "throw new Error('out of memory')", 25_000],
    ['timed-out', 'for (;;) {}', 50],
  ])('leaves the search to who asked where it %s without a word: %s', async (outcome, code, timeoutMs) => {
    expect(await solveTogether(busy, { ...limits, timeoutMs }, worker(code))).toEqual({ outcome, result: found });
  });
});
