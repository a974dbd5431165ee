import type { Client } from './http-client.ts';

const CENTERS = 200;
const ROOMS = 20;
const SLOTS = 8;
const PER_DAY = CENTERS * ROOMS * SLOTS;
const DAY_MS = 86_400_000;
const ALWAYS = Array.from({ length: 7 }, () => [{ from: 0, to: 1440 }]);

/** Where the n-th activity goes: every one has a room and an hour of its own, spread over centers and days. */
function placeOf(index: number, firstDay: number) {
  const onDay = index % PER_DAY;
  const center = onDay % CENTERS;
  const room = Math.floor(onDay / CENTERS) % ROOMS;
  const slot = Math.floor(onDay / CENTERS / ROOMS);
  const start = firstDay + Math.floor(index / PER_DAY) * DAY_MS + slot * 3 * 3_600_000;
  return {
    center: `center-${center}`,
    room: `center-${center}-room-${room}`,
    start: new Date(start).toISOString().replace('.000', ''),
  };
}

export async function openCenters({ ask }: Client): Promise<void> {
  await ask('POST', '/api/organizations', {
    id: 'branch',
    name: '第一党支部',
    email: 'branch@example.org',
    language: 'zh',
  });
  for (let center = 0; center < CENTERS; center += 1) {
    const id = `center-${center}`;
    const resources = Array.from({ length: ROOMS }, (_, room) => ({
      type: 'room',
      id: `${id}-room-${room}`,
      name: `Room ${room}`,
      capacity: 40 + room,
    }));
    const body = {
      id,
      name: `Center ${center}`,
      address: 'Somewhere 1',
      timeZone: 'Asia/Shanghai',
      openingHours: ALWAYS,
      resources,
    };
    const opened = await ask('POST', '/api/centers', body);
    if (opened.status !== 201) throw new Error(`center not opened: ${opened.text}`);
    // Scheduling hears of the center by its events.
    await ask('GET', `/api/activities?seen=${encodeURIComponent(String(opened.headers['huitang-position']))}`);
  }
}

export interface Measured {
  readonly journeysPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface Load {
  readonly client: Client;
  readonly firstDay: number;
  /** Number of the first activity; none is used twice. */
  readonly from: number;
  readonly count: number;
  readonly concurrent: number;
}

async function journey({ client, firstDay }: Load, index: number): Promise<void> {
  const { center, room, start } = placeOf(index, firstDay);
  const proposal = {
    kind: 'community-activity',
    organization: 'branch',
    center,
    title: `活动 ${index}`,
    headcount: 20,
    preferredStart: start,
    durationMinutes: 60,
    needs: [{ role: 'room', resourceId: room }],
  };
  const decided = await client.ask('POST', '/api/activities', proposal, { prefer: 'wait=60' });
  if (decided.status !== 201) throw new Error(`not decided: ${decided.status} ${decided.text}`);
  const { id, status } = JSON.parse(decided.text) as { id: string; status: string };
  if (status !== 'confirmed') throw new Error(`not confirmed: ${decided.text}`);
  const position = encodeURIComponent(String(decided.headers['huitang-position']));
  const feed = await client.ask('GET', `/feeds/rooms/${room}.ics?seen=${position}`);
  if (feed.status !== 200 || !feed.text.includes(`UID:${id}@`)) throw new Error(`not in the feed: ${feed.status}`);
}

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/** Proposals carried through until each is confirmed and in its room's feed, so many at a time. */
export async function journeys(load: Load): Promise<Measured> {
  const { from, count, concurrent } = load;
  const times: number[] = [];
  let next = from;
  const startedAt = performance.now();
  const worker = async (): Promise<void> => {
    for (let index = next++; index < from + count; index = next++) {
      const begun = performance.now();
      await journey(load, index);
      times.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: concurrent }, worker));
  const seconds = (performance.now() - startedAt) / 1000;
  times.sort((a, b) => a - b);
  return { journeysPerSecond: count / seconds, p50Ms: percentile(times, 0.5), p99Ms: percentile(times, 0.99) };
}
