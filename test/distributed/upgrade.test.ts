import { rewindConsumer } from '@huitang/runtime';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { until } from '../support/until.ts';
import { newInstallation, openVersion, publish, type Version } from './version.ts';

/** More than are handled at once, so that some wait until the others have been let go. */
const STREAMS = Array.from({ length: 340 }, (_, index) => `center/c${index}`);
const LAST = STREAMS.slice(-20);

/** The view of the next version has no index: that is another definition. */
const NEXT = { indexes: [] };

let installation: string;
const opened: Version[] = [];
beforeEach(() => {
  installation = newInstallation();
});
afterEach(async () => {
  for (const version of opened.splice(0)) await version.close();
});

async function open(options: Parameters<typeof openVersion>[1] = {}): Promise<Version> {
  const version = await openVersion(installation, options);
  opened.push(version);
  return version;
}

/** Holds events back until it is let go. */
function gate() {
  let letGo = (): void => {};
  const open = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return { before: () => open, letGo: () => letGo() };
}

test('a version that fills its view anew misses nothing of what the one before goes on to handle meanwhile', async () => {
  const old = await open();
  const running = await old.start();
  await publish(old, STREAMS);
  await until(() => old.handled.length >= STREAMS.length);
  const { before, letGo } = gate();
  const next = await open({ ...NEXT, before });
  await next.start();
  await publish(old, LAST, 2);
  await until(() => old.handled.length >= STREAMS.length + LAST.length);
  // Keeps how far it has come, as it does now and then while it runs.
  await running.close();
  letGo();
  await next.platform.bus.idle();
  expect(await next.shown()).toBe(STREAMS.length);
  expect(await next.rows.get('center/c339')).toEqual({ version: 2 });
  expect(await next.platform.bus.parked()).toEqual([]);
});

test('processes of one version that start one after the other, before either has begun, share one group', async () => {
  const versions = [await open(NEXT), await open(NEXT)] as const;
  const [first, second] = versions;
  await first.start();
  await second.start();
  let rounds = 0;
  await until(async () => {
    rounds += 1;
    await publish(first, STREAMS.slice(0, 20), rounds);
    return versions.every(({ handled }) => handled.length > 0);
  });
  await Promise.all(versions.map(({ platform }) => platform.bus.idle()));
  const before = versions.map(({ handled }) => handled.length);
  await publish(first, STREAMS.slice(20, 220));
  await until(async () => (await first.shown()) >= 220);
  await Promise.all(versions.map(({ platform }) => platform.bus.idle()));
  const since = versions.map(({ handled }, index) => handled.length - (before[index] ?? 0));
  expect(since.reduce((sum, count) => sum + count)).toBe(200);
});

test('the version before is there as it was left when the next one is taken back, and catches up', async () => {
  const old = await open();
  const running = await old.start();
  await publish(old, STREAMS.slice(0, 10));
  await until(() => old.handled.length === 10);
  await running.close();
  const next = await open(NEXT);
  const upgraded = await next.start();
  await publish(next, STREAMS.slice(0, 5), 2);
  await until(() => next.handled.length === 15);
  await upgraded.close();
  const back = await open();
  await back.start();
  await until(() => back.handled.length === 5);
  await back.platform.bus.idle();
  expect(await back.shown()).toBe(10);
  expect(back.handled).toHaveLength(5);
  expect(await back.rows.get('center/c0')).toEqual({ version: 2 });
});

test('a rewound read model is filled anew by the next process, and the one that runs goes on showing it', async () => {
  const running = await open();
  await running.start();
  await publish(running, STREAMS.slice(0, 10));
  await until(() => running.handled.length === 10);
  const operator = await open();
  await rewindConsumer(operator.platform, operator.consumer);
  await publish(running, STREAMS.slice(0, 5), 2);
  await until(() => running.handled.length === 15);
  expect(await running.shown()).toBe(10);
  const { before, letGo } = gate();
  const next = await open({ before });
  await next.start();
  expect(await next.shown()).toBe(0);
  letGo();
  await until(() => next.handled.length >= 15);
  await next.platform.bus.idle();
  expect(await next.shown()).toBe(10);
});
