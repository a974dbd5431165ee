import { createLogger, createMetrics } from '@huitang/runtime';
import { expect, test } from '@jest/globals';
import { changedOptions, changeOf } from './changed-options.ts';
import { invariants } from './invariants/index.ts';
import { acknowledgedBeforeWritten } from './mutants/planted/acknowledged-before-written.ts';
import { optionsOf, type RunOptions } from './options.ts';
import { services } from './services.ts';
import { shrink } from './shrink.ts';
import { shrunkText } from './shrunk-text.ts';
import { type RunResult, type Stage, simulate } from './simulate.ts';

const bare: Stage = { factories: services, invariants, metrics: createMetrics(), logger: createLogger('silent') };
const stage: Stage = { ...bare, ...acknowledgedBeforeWritten.stage };

/** What an imagined run says that fails when `holds`. */
const run =
  (holds: (options: RunOptions) => boolean, invariant = 'I1') =>
  async (options: RunOptions): Promise<RunResult> => {
    const violations = holds(options) ? [{ invariant, finding: 'wrong', atMs: 0 }] : [];
    const counts = { events: 1, calls: 1, journeys: 1, commits: 1, mails: 1, crashes: 1, requests: 1, virtualMs: 1 };
    return { ...counts, quiet: true, violations, hash: '', trace: [] };
  };

test('what a failure needs stays, and everything else goes', async () => {
  const needs = ({ workload, disturbances }: RunOptions): boolean =>
    workload.organizers >= 3 && disturbances.crashEveryMs > 0;
  const options = changedOptions(1, { disturbances: { crashEveryMs: 5_000, rewindEveryMs: 5_000 } });
  const shrunk = await shrink(options, run(needs));
  expect(shrunk?.options.workload).toEqual({
    centers: 1,
    roomsEach: 1,
    organizers: 3,
    journeysEach: 1,
    subscribers: 0,
    impatient: 0,
    soon: false,
    windows: false,
    staff: false,
    preferences: false,
    foreseeing: false,
    variety: false,
    rounds: false,
    quotas: false,
    neighbours: false,
    rules: false,
    timeZone: 'Asia/Shanghai',
  });
  expect(shrunk?.options.disturbances).toMatchObject({ crashEveryMs: 5_000, rewindEveryMs: 0 });
  expect(new Set(Object.values(shrunk?.options.rates ?? {}))).toEqual(new Set([0]));
  expect(shrunk?.options.topology).toHaveLength(1);
});

test('what needs no servers and no end comes to one file, without an end', async () => {
  const options = { ...optionsOf(3), mode: 'liveness' } as const;
  expect(options.storage).toBe('servers');
  const shrunk = await shrink(
    options,
    run(() => true),
  );
  expect(shrunk?.options).toMatchObject({ storage: 'one-file', mode: 'safety', healAfterMs: 0 });
});

test('what needs servers stays there, among members that agree', async () => {
  const needs = ({ storage, mode }: RunOptions): boolean => storage === 'servers' && mode === 'liveness';
  const shrunk = await shrink({ ...optionsOf(3), mode: 'liveness' }, run(needs));
  expect(shrunk?.options).toMatchObject({
    storage: 'servers',
    mode: 'liveness',
    division: { gainMaxMs: 0, loseMaxMs: 0, missedMaxMs: 0 },
  });
  expect(shrunk?.options.topology).toHaveLength(1);
});

test('another failure is not the same one, and no failure is none', async () => {
  const one = run(({ workload }) => workload.organizers > 1, 'I1');
  const other = run(() => true, 'I2');
  const either = (options: RunOptions) => (options.workload.organizers > 1 ? one(options) : other(options));
  expect((await shrink(optionsOf(1), either))?.options.workload.organizers).toBe(2);
  expect(
    await shrink(
      optionsOf(1),
      run(() => false),
    ),
  ).toBeUndefined();
});

test('it ends, however much there would be to try', async () => {
  let runs = 0;
  await shrink(
    optionsOf(1),
    (options) => {
      runs += 1;
      return run(() => true)(options);
    },
    7,
  );
  expect(runs).toBe(7);
});

test('a real failure becomes small, is told in lines about what went wrong, and runs again by what it tells', async () => {
  const options = changedOptions(1, { workload: { organizers: 3, journeysEach: 3 } });
  const shrunk = await shrink(options, (smaller) => simulate(smaller, stage));
  if (!shrunk) throw new Error('it did not fail');
  const result = await simulate(shrunk.options, { ...stage, keepTrace: true });
  const text = shrunkText({ ...shrunk, result });
  expect(text).toContain('I2 nothing acknowledged is lost');
  expect(text.split('\n').length).toBeLessThan(170);
  const change: unknown = JSON.parse(/--with '(.*)' --trace/.exec(text)?.[1] ?? '');
  expect(change).toEqual(changeOf(shrunk.options));
  const again = await simulate(changedOptions(1, changeOf(shrunk.options)), stage);
  expect(again.hash).toBe(result.hash);
}, 120_000);
