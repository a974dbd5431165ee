import { expect } from '@jest/globals';
import { convertIcsCalendar } from 'ts-ics';
import { center as centerOf, openCenter, room } from './centers.ts';
import type { World } from './installation.ts';
import { until } from './until.ts';
import { startWorld } from './world.ts';

export interface Booking {
  readonly room: string;
  readonly start: number;
  readonly end: number;
  readonly title: string;
}

export const byTime = (a: Booking, b: Booking): number =>
  a.start - b.start || (a.room < b.room ? -1 : 1) || (a.title < b.title ? -1 : 1);

/** The plainest reading of the sample files, sharing no code with the importer. */
export function bookingsOf(csv: string): Booking[] {
  const cells = (line: string): string[] =>
    [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell = '']) =>
      cell.replace(/^"|"$/g, '').replaceAll('""', '"'),
    );
  const [head = '', ...lines] = csv.trim().split('\n');
  const column = (name: string): number => cells(head).indexOf(name);
  return lines.map((line) => {
    const row = cells(line);
    const at = (name: string): string => row[column(name)] ?? '';
    return { room: at('room'), start: Date.parse(at('start')), end: Date.parse(at('end')), title: at('title').trim() };
  });
}

export async function hallsFeeds(
  world: World,
  rooms: readonly { id: string; name: string }[],
  from: string,
  to: string,
): Promise<Booking[]> {
  const bookings: Booking[] = [];
  for (const { id, name } of rooms) {
    const feed = await world.get(
      `/feeds/rooms/${id}.ics?from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`,
    );
    expect(feed.status).toBe(200);
    for (const event of convertIcsCalendar(undefined, feed.text).events ?? []) {
      const end = 'end' in event ? event.end?.date.getTime() : undefined;
      bookings.push({ room: name, start: event.start.date.getTime(), end: end ?? 0, title: event.summary });
    }
  }
  return bookings.sort(byTime);
}

const slugs = ['one', 'two', 'three', 'four'];
const halls = (names: readonly string[], center: string) =>
  names.map((name, index) => ({ id: `${center}-${slugs[index]}`, name }));

export async function openHalls(world: World, id: string, names: readonly string[]) {
  const rooms = halls(names, id);
  await openCenter(world, 'elsewhere', [{ id: 'elsewhere-room' }]).catch(() => undefined);
  const resources = rooms.map((hall) => ({ ...room({ id: hall.id }), name: { zh: hall.name, en: hall.name } }));
  const opened = await world.post('/api/centers', { ...centerOf(id, []), timeZone: 'Europe/Berlin', resources });
  expect(opened.status).toBe(201);
  await world.idle();
  return rooms;
}

export const send = (world: World, center: string, text: string, type: string, more = '') =>
  world.post(`/api/import?center=${center}&organization=branch${more}`, text, { 'content-type': type });

/** A world that has said what it says by itself after a start: scheduling describes every kind. */
export async function startSettled(): Promise<World> {
  const world = await startWorld();
  const kinds: readonly unknown[] = (await world.get('/api/kinds')).json.items;
  await until(async () => {
    const { status, text } = await world.get('/metrics');
    const said = Number(/^huitang_commits_total\{service="scheduling"\} (\d+)/m.exec(text)?.[1] ?? 0);
    // From outside nobody reads what processes of their own count.
    return status !== 200 || said >= kinds.length;
  });
  return world;
}

/** All of what the samples book lies within. */
export const window = ['2014-12-01T00:00:00Z', '2015-02-01T00:00:00Z'] as const;
