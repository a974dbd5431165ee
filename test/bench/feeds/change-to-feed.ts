import { percentile } from '../figures.ts';
import type { Client } from '../http-client.ts';

const CENTERS = 500;
const ROOMS = 19;
const OPENED_AT_ONCE = 10;
const BOOKED_AT_ONCE = 20;
const CHANGES = 500;
const CHANGED_AT_ONCE = 4;
/** Calendars that come a second, each for another feed: 10,000 that come once an hour are three. */
const READS_PER_SECOND = 50;
const LOST_MS = 30_000;
const ALWAYS = Array.from({ length: 7 }, () => [{ from: 0, to: 1440 }]);

interface Booked {
  readonly room: string;
  readonly id: string;
  readonly body: Readonly<Record<string, unknown>>;
}

async function inTurns<T>(count: number, atOnce: number, task: (index: number) => Promise<T>): Promise<readonly T[]> {
  const done: T[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) done[index] = await task(index);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return done;
}

async function open({ ask }: Client, center: number): Promise<void> {
  const id = `alive-${center}`;
  const resources = Array.from({ length: ROOMS }, (_, room) => ({
    ...{ type: 'room', id: `${id}-${room}`, name: `Room ${room}`, capacity: 60 },
  }));
  const body = { id, name: id, address: 'Somewhere 1', timeZone: 'Asia/Shanghai', openingHours: ALWAYS, resources };
  const opened = await ask('POST', '/api/centers', body);
  if (opened.status !== 201) throw new Error(`center not opened: ${opened.text}`);
  await ask('GET', `/api/activities?seen=${encodeURIComponent(String(opened.headers['huitang-position']))}`);
}

/** One activity in each room. */
async function book({ ask }: Client, index: number, start: string): Promise<Booked> {
  const center = `alive-${index % CENTERS}`;
  const room = `${center}-${Math.floor(index / CENTERS)}`;
  const body = {
    ...{ kind: 'community-activity', organization: 'alive', center, title: `活动 ${index}`, headcount: 20 },
    ...{ preferredStart: start, durationMinutes: 60, needs: [{ role: 'room', resourceId: room }] },
  };
  const { status, text } = await ask('POST', '/api/activities', body, { prefer: 'wait=60' });
  const { id, status: decided } = JSON.parse(text) as { id: string; status: string };
  if (decided !== 'confirmed') throw new Error(`not confirmed: ${status} ${text}`);
  return { room, id, body };
}

/** Another title; milliseconds from its 2xx until the room's feed has it, for somebody who just asks for the feed. */
async function change({ ask }: Client, { room, id, body }: Booked, index: number): Promise<number> {
  const title = `改过的活动 ${index}`;
  const headers = { prefer: 'wait=60', 'if-match': '"1"' };
  const revised = await ask('POST', `/api/activities/${id}/revise`, { ...body, title }, headers);
  if (revised.status >= 300) throw new Error(`not revised: ${revised.status} ${revised.text}`);
  const begun = performance.now();
  while (!(await ask('GET', `/feeds/rooms/${room}.ics`)).text.includes(title)) {
    if (performance.now() - begun > LOST_MS) throw new Error(`${id}: its change is not in the feed of ${room}`);
  }
  return performance.now() - begun;
}

/** Reads all feeds again and again, at an even pace, until it is told to stop. */
function keepAlive({ ask }: Client, feeds: readonly string[]): () => Promise<void> {
  const reads = new Set<Promise<unknown>>();
  let next = 0;
  const timer = setInterval(() => {
    const read = ask('GET', feeds[next++ % feeds.length] ?? '').finally(() => reads.delete(read));
    reads.add(read);
  }, 1000 / READS_PER_SECOND);
  return async () => {
    clearInterval(timer);
    await Promise.all(reads);
  };
}

/** With 10,000 feeds that have something in them, all read and some read all the time: how late a change is in its feed. */
export async function changeToFeedMs(
  client: Client,
  start: string,
): Promise<{ p50: number; p99: number; feeds: number }> {
  const { ask } = client;
  await ask('POST', '/api/organizations', { id: 'alive', name: '支部', email: 'alive@example.org', language: 'zh' });
  await inTurns(CENTERS, OPENED_AT_ONCE, (center) => open(client, center));
  const booked = await inTurns(CENTERS * ROOMS, BOOKED_AT_ONCE, (index) => book(client, index, start));
  const feeds = [
    ...Array.from({ length: CENTERS }, (_, center) => `/feeds/centers/alive-${center}.ics`),
    ...booked.map(({ room }) => `/feeds/rooms/${room}.ics`),
  ];
  await inTurns(feeds.length, BOOKED_AT_ONCE, async (index) => ask('GET', feeds[index] ?? ''));
  const stop = keepAlive(client, feeds);
  const each = Math.floor(booked.length / CHANGES);
  const times = await inTurns(CHANGES, CHANGED_AT_ONCE, (index) => {
    const one = booked[index * each];
    if (!one) throw new Error(`nothing is booked as number ${index * each}`);
    return change(client, one, index);
  });
  await stop();
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99), feeds: feeds.length };
}
