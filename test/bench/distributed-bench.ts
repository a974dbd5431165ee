import { runningEngines } from '@huitang/local-engines';
import { center, proposal } from '../support/centers.ts';
import { type DistributedWorld, startDistributed } from '../support/distributed.ts';

const ROOMS = 12;
const PER_SECOND = 2;
const SECONDS = 15;
const WANTED_PER_SECOND = 50;
const WANTED_SECONDS = 1;
const CONCURRENT = 8;
const AT_ONCE_SECONDS = 15;
const FEED_WITHIN_MS = 120_000;
const CENTERS = 6;

const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};
const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits));
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const percentile = (times: readonly number[], share: number): number =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;

/** The n-th place: a room and an hour of its own, spread over centers so that allocations share no day. */
function placeOf(index: number) {
  const centerId = `bench-${index % CENTERS}`;
  const inCenter = Math.floor(index / CENTERS);
  const room = `${centerId}-${inCenter % ROOMS}`;
  const hour = Math.floor(inCenter / ROOMS);
  const day = Math.floor(Date.now() / 86_400_000) + 3 + Math.floor(hour / 8);
  const start = new Date(day * 86_400_000 + (hour % 8) * 3 * 3_600_000).toISOString().replace('.000', '');
  return { centerId, room, start };
}

async function open(world: DistributedWorld): Promise<void> {
  for (let n = 0; n < CENTERS; n += 1) {
    const id = `bench-${n}`;
    const rooms = Array.from({ length: ROOMS }, (_, room) => ({ id: `${id}-${room}` }));
    await world.post('/api/centers', center(id, rooms));
  }
  await world.post('/api/organizations', { id: 'branch', name: '支部', email: 'branch@example.org', language: 'zh' });
  await world.idle();
}

/** Proposed, confirmed, and in its room's feed; milliseconds. */
async function journey(world: DistributedWorld, index: number): Promise<number> {
  const { centerId, room, start } = placeOf(index);
  const begun = performance.now();
  const body = proposal(centerId, start, { title: `活动 ${index}`, needs: [{ role: 'room', resourceId: room }] });
  const decided = await world.post('/api/activities', body, { prefer: 'wait=60' });
  if (decided.json?.status !== 'confirmed') throw new Error(`not confirmed: ${decided.status} ${decided.text}`);
  const seen = encodeURIComponent(decided.headers.get('huitang-position') ?? '');
  // 503 `not-seen-yet` asks to come back.
  while (!(await world.get(`/feeds/rooms/${room}.ics?seen=${seen}`)).text.includes(decided.json.id)) {
    if (performance.now() - begun > FEED_WITHIN_MS) throw new Error(`${decided.json.id} is not in the feed of ${room}`);
  }
  return performance.now() - begun;
}

/** So many a second, whatever the answers take: what people do. */
async function atRate(world: DistributedWorld, from: number, perSecond: number, seconds: number) {
  const all: Promise<number>[] = [];
  const startedAt = performance.now();
  for (let n = 0; n < perSecond * seconds; n += 1) {
    await pause(Math.max(0, startedAt + (n * 1000) / perSecond - performance.now()));
    all.push(journey(world, from + n));
  }
  return Promise.all(all);
}

/** As many as there can be with so many at once. */
async function atOnce(world: DistributedWorld, from: number, seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1000;
  let next = from;
  const worker = async (): Promise<void> => {
    while (performance.now() < until) await journey(world, next++);
  };
  await Promise.all(Array.from({ length: CONCURRENT }, worker));
  return next - from;
}

/** Seconds within which so large a share of commits had been published, by the histogram of the relay. */
async function relayLagMs(world: DistributedWorld, share: number): Promise<number> {
  const { text } = await world.services.scheduling.get('/metrics');
  const buckets = [...text.matchAll(/^huitang_publish_seconds_bucket\{le="([^"]+)"[^}]*\} (\d+)/gm)].map(
    ([, limit, count]) => ({ limit: Number(limit), count: Number(count) }),
  );
  const all = Math.max(...buckets.map(({ count }) => count));
  return (buckets.find(({ count }) => count >= all * share)?.limit ?? Number.NaN) * 1000;
}

/** From the kill of one of two instances until what comes after it is answered. */
async function rebalanceSeconds(world: DistributedWorld, from: number): Promise<number> {
  const second = await world.another('room-allocation');
  await second.start();
  await pause(10_000);
  await world.services['room-allocation'].kill();
  const begun = performance.now();
  await Promise.all(Array.from({ length: CENTERS }, (_, n) => journey(world, from + n)));
  const seconds = (performance.now() - begun) / 1000;
  await world.services['room-allocation'].start();
  return seconds;
}

/** The services as processes of their own on the engines of `pnpm engines up`; numbers as printed last. */
export async function distributedBench(): Promise<Record<string, number | string>> {
  const { kafka, mongo } = await runningEngines();
  const world = await startDistributed();
  try {
    await open(world);
    let used = (await atRate(world, 0, PER_SECOND, 5)).length;
    const steady = await atRate(world, used, PER_SECOND, SECONDS);
    used += steady.length;
    say(`${PER_SECOND}/s: p50 ${percentile(steady, 0.5).toFixed(0)} ms, p99 ${percentile(steady, 0.99).toFixed(0)} ms`);
    const wanted = await atRate(world, used, WANTED_PER_SECOND, WANTED_SECONDS);
    used += wanted.length;
    say(`${WANTED_PER_SECOND}/s: p99 ${percentile(wanted, 0.99).toFixed(0)} ms`);
    const one = await atOnce(world, used, AT_ONCE_SECONDS);
    used += one + CONCURRENT;
    say(`${CONCURRENT} at once: ${(one / AT_ONCE_SECONDS).toFixed(1)}/s`);
    const rebalance = await rebalanceSeconds(world, used);
    used += CENTERS;
    await pause(10_000);
    const two = await atOnce(world, used, AT_ONCE_SECONDS);
    return {
      kafka: kafka.version,
      database: `${mongo.name} ${mongo.version}${mongo.isStandIn ? ', a stand-in' : ''}`,
      journeysPerSecond: rounded(one / AT_ONCE_SECONDS),
      p99MsOf50InASecond: rounded(percentile(wanted, 0.99), 0),
      p50MsAt2PerSecond: rounded(percentile(steady, 0.5), 0),
      p99MsAt2PerSecond: rounded(percentile(steady, 0.99), 0),
      relayLagP99Ms: await relayLagMs(world, 0.99),
      rebalanceSeconds: rounded(rebalance),
      instances2to1: rounded(two / one, 2),
    };
  } finally {
    await world.end();
  }
}
