import { nodeCronTicker } from '@huitang/runtime/adapters';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';

const EVERY_SECOND = '* * * * * *';

/** Runs that end when told to. */
function slowRuns() {
  const ends: (() => void)[] = [];
  let active = 0;
  let most = 0;
  return {
    ends,
    counts: () => ({ started: ends.length, active, most }),
    run: () =>
      new Promise<void>((resolve) => {
        active += 1;
        most = Math.max(most, active);
        ends.push(() => {
          active -= 1;
          resolve();
        });
      }),
  };
}

describe('a tick', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: Date.parse('2026-07-01T00:59:57.400Z') });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

  test('comes at the seconds of its expression, in UTC', async () => {
    const at: string[] = [];
    const stop = nodeCronTicker().every('hourly', '0 0 1 * * *', async () => {
      at.push(new Date().toISOString());
    });
    await pass(2 * 86_400_000);
    expect(at).toEqual(['2026-07-01T01:00:00.000Z', '2026-07-02T01:00:00.000Z']);
    await stop();
  });

  test('is left out while the last run lasts, and comes again after it', async () => {
    const { run, ends, counts } = slowRuns();
    const stop = nodeCronTicker().every('slow', EVERY_SECOND, run);
    await pass(5_000);
    expect(counts()).toEqual({ started: 1, active: 1, most: 1 });
    ends[0]?.();
    await pass(1_000);
    expect(counts()).toEqual({ started: 2, active: 1, most: 1 });
    ends[1]?.();
    await stop();
  });

  test('comes again after a run that failed', async () => {
    let runs = 0;
    const stop = nodeCronTicker().every('failing', EVERY_SECOND, async () => {
      runs += 1;
      throw new Error('no');
    });
    await pass(3_000);
    expect(runs).toBe(3);
    await stop();
  });

  test('is over when stopped: the stop waits for the run under way, and none follows', async () => {
    const { run, ends, counts } = slowRuns();
    const stop = nodeCronTicker().every('stopped', EVERY_SECOND, run);
    await pass(1_000);
    let stopped = false;
    const stopping = stop().then(() => {
      stopped = true;
    });
    await pass(5_000);
    expect(stopped).toBe(false);
    ends[0]?.();
    await stopping;
    await pass(5_000);
    expect(counts()).toEqual({ started: 1, active: 0, most: 1 });
  });
});
