import { readFileSync } from 'node:fs';
import { runningEngines } from '@huitang/local-engines';
import { type DistributedWorld, startDistributed } from '../support/distributed.ts';
import type { ServiceProcess } from '../support/service-process.ts';
import { atOnce, atRate, journey, openCenters, pause } from './district-journeys.ts';
import { percentile, relayLagMs, rounded, say } from './figures.ts';
import { onFiles } from './on-files.ts';

const PER_SECOND = 2;
const SECONDS = 15;
const WANTED_PER_SECOND = 50;
const WANTED_SECONDS = 1;
const CONCURRENT = 8;
const AT_ONCE_SECONDS = 15;
/** Proposals that are to be answered after a kill, so many that every partition has some. */
const AFTER_KILL = 12;
/** What a slowed process may have of one processor: then it is what everything waits for, not the database. */
const CPU_SHARE = 0.05;
const LOOK_MS = 20;
const SLOWED_CONCURRENT = 12;
const SLOWED_SECONDS = 40;
/** More places than are used meanwhile. */
const SLOWED_MAX = 1_000;
/** Until a process that was started has its share of the partitions. */
const JOINING_MS = 10_000;

/** What a process has used of the processors, by the kernel's account, which counts in hundredths of a second. */
function cpuMs(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // After the name, which is in parentheses and may be anything: the 12th and 13th are user and system time.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return 10 * (Number(fields[11]) + Number(fields[12]));
}

/** Lets a process have a small share of a processor, as on a machine so much slower; until what it returns is called. */
function slowed(service: ServiceProcess): () => Promise<void> {
  const pid = service.pid() ?? 0;
  const [begunAt, used] = [performance.now(), cpuMs(pid)];
  const look = setInterval(() => {
    const isOver = cpuMs(pid) - used > CPU_SHARE * (performance.now() - begunAt);
    process.kill(pid, isOver ? 'SIGSTOP' : 'SIGCONT');
  }, LOOK_MS);
  return async () => {
    clearInterval(look);
    process.kill(pid, 'SIGCONT');
  };
}

/** Journeys a second with these instances of room-allocation slowed, so that they are what everything waits for. */
async function allocating(
  world: DistributedWorld,
  from: number,
  instances: readonly ServiceProcess[],
): Promise<number> {
  const release = instances.map(slowed);
  const until = performance.now() + SLOWED_SECONDS * 1000;
  let next = from;
  let done = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() < until) {
      await journey(world, next++);
      // What ends later was not done in the time.
      if (performance.now() < until) done += 1;
    }
  };
  await Promise.all(Array.from({ length: SLOWED_CONCURRENT }, worker));
  await Promise.all(release.map((end) => end()));
  say(`${instances.length} slowed: ${done} in ${SLOWED_SECONDS} s`);
  return done / SLOWED_SECONDS;
}

/** From the kill of one of two instances until what comes after it is answered. */
async function rebalanceSeconds(world: DistributedWorld, from: number): Promise<number> {
  await world.services['room-allocation'].kill();
  const begun = performance.now();
  await Promise.all(Array.from({ length: AFTER_KILL }, (_, n) => journey(world, from + n)));
  const seconds = (performance.now() - begun) / 1000;
  await world.services['room-allocation'].start();
  return seconds;
}

async function onDatabase(): Promise<Record<string, number | string>> {
  const { kafka, mongo } = await runningEngines();
  const world = await startDistributed();
  try {
    await openCenters(world);
    let used = (await atRate(world, 0, PER_SECOND, 5)).length;
    const steady = await atRate(world, used, PER_SECOND, SECONDS);
    used += steady.length;
    say(`${PER_SECOND}/s: p50 ${percentile(steady, 0.5).toFixed(0)} ms, p99 ${percentile(steady, 0.99).toFixed(0)} ms`);
    const wanted = await atRate(world, used, WANTED_PER_SECOND, WANTED_SECONDS);
    used += wanted.length;
    say(`${WANTED_PER_SECOND}/s: p99 ${percentile(wanted, 0.99).toFixed(0)} ms`);
    const one = await atOnce(world, used, AT_ONCE_SECONDS, CONCURRENT);
    used += one + CONCURRENT;
    say(`${CONCURRENT} at once: ${(one / AT_ONCE_SECONDS).toFixed(1)}/s`);
    const first = world.services['room-allocation'];
    const alone = await allocating(world, used, [first]);
    used += SLOWED_MAX;
    const second = await world.another('room-allocation');
    await second.start();
    await pause(JOINING_MS);
    const together = await allocating(world, used, [first, second]);
    used += SLOWED_MAX;
    const rebalance = await rebalanceSeconds(world, used);
    return {
      kafka: kafka.version,
      database: `${mongo.name} ${mongo.version}${mongo.isStandIn ? ', a stand-in' : ''}`,
      journeysPerSecond: rounded(one / AT_ONCE_SECONDS),
      p99Ms: rounded(percentile(wanted, 0.99), 0),
      p50MsAt2PerSecond: rounded(percentile(steady, 0.5), 0),
      p99MsAt2PerSecond: rounded(percentile(steady, 0.99), 0),
      relayLagP99Ms: await relayLagMs(world, 0.99),
      rebalanceSeconds: rounded(rebalance),
      instances2to1: rounded(together / alone, 2),
    };
  } finally {
    await world.end();
  }
}

/** The services as processes of their own on the engines of `pnpm engines up`; numbers as printed last. */
export async function distributedBench(): Promise<Record<string, number | string>> {
  return { ...(await onDatabase()), ...(await onFiles()) };
}
