import { center, proposal } from '../support/centers.ts';
import type { DistributedWorld } from '../support/distributed.ts';

const ROOMS = 12;
/** By these names (`load-0` …) each half of six partitions has the events of half of the centers. */
const CENTERS = 16;
const FEED_WITHIN_MS = 120_000;

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The n-th place: a room and an hour of its own, spread over centers so that allocations share no day. */
function placeOf(index: number) {
  const centerId = `load-${index % CENTERS}`;
  const inCenter = Math.floor(index / CENTERS);
  const room = `${centerId}-${inCenter % ROOMS}`;
  const hour = Math.floor(inCenter / ROOMS);
  const day = Math.floor(Date.now() / 86_400_000) + 3 + Math.floor(hour / 8);
  const start = new Date(day * 86_400_000 + (hour % 8) * 3 * 3_600_000).toISOString().replace('.000', '');
  return { centerId, room, start };
}

export async function openCenters(world: DistributedWorld): Promise<void> {
  for (let n = 0; n < CENTERS; n += 1) {
    const id = `load-${n}`;
    const rooms = Array.from({ length: ROOMS }, (_, room) => ({ id: `${id}-${room}` }));
    await world.post('/api/centers', center(id, rooms));
  }
  await world.post('/api/organizations', { id: 'branch', name: '支部', email: 'branch@example.org', language: 'zh' });
  await world.idle();
}

/** Proposed, confirmed, and in its room's feed; milliseconds. */
export async function journey(world: DistributedWorld, index: number): Promise<number> {
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
export async function atRate(world: DistributedWorld, from: number, perSecond: number, seconds: number) {
  const all: Promise<number>[] = [];
  const startedAt = performance.now();
  for (let n = 0; n < perSecond * seconds; n += 1) {
    await pause(Math.max(0, startedAt + (n * 1000) / perSecond - performance.now()));
    all.push(journey(world, from + n));
  }
  return Promise.all(all);
}

/** As many as there can be with so many at once. */
export async function atOnce(
  world: DistributedWorld,
  from: number,
  seconds: number,
  concurrent: number,
): Promise<number> {
  const until = performance.now() + seconds * 1000;
  let next = from;
  const worker = async (): Promise<void> => {
    while (performance.now() < until) await journey(world, next++);
  };
  await Promise.all(Array.from({ length: concurrent }, worker));
  return next - from;
}
