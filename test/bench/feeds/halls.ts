import type { Client } from '../http-client.ts';

const AT_ONCE = 20;
const PER_DAY = 12;
const DAY_MS = 86_400_000;
const LOOK_AGAIN_MS = 100;
const ALWAYS = Array.from({ length: 7 }, () => [{ from: 0, to: 1440 }]);

/** A center with one hall, booked by one organization: the feeds of all three have the same events. */
export interface Hall {
  readonly name: string;
  readonly events: number;
  readonly firstDay: number;
}

export const feedOfHall = ({ name }: Hall): string => `/feeds/rooms/${name}-hall.ics`;

async function book({ ask }: Client, { name, firstDay }: Hall, index: number): Promise<void> {
  const start = firstDay + Math.floor(index / PER_DAY) * DAY_MS + (index % PER_DAY) * 7_200_000;
  const body = {
    kind: 'community-activity',
    organization: `${name}-branch`,
    center: name,
    title: `满场活动 ${index}`,
    headcount: 20,
    preferredStart: new Date(start).toISOString().replace('.000', ''),
    durationMinutes: 60,
  };
  const decided = await ask('POST', '/api/activities', body, { prefer: 'wait=60' });
  if (!decided.text.includes('"status":"confirmed"')) throw new Error(`not confirmed: ${decided.text}`);
}

/** Resolves when the hall's feed has all its events: the calendar hears of each confirmation a little later. */
export async function openHall(client: Client, hall: Hall): Promise<void> {
  const { ask } = client;
  const { name, events } = hall;
  const resources = [{ type: 'room', id: `${name}-hall`, name: 'Hall', capacity: 100 }];
  const center = { id: name, name, address: 'Somewhere 1', timeZone: 'Asia/Shanghai', openingHours: ALWAYS, resources };
  const opened = await ask('POST', '/api/centers', center);
  if (opened.status !== 201) throw new Error(`hall not opened: ${opened.text}`);
  // Scheduling hears of the center by its events.
  await ask('GET', `/api/activities?seen=${encodeURIComponent(String(opened.headers['huitang-position']))}`);
  const organization = { id: `${name}-branch`, name: '支部', email: 'branch@example.org', language: 'zh' };
  await ask('POST', '/api/organizations', organization);
  for (let index = 0; index < events; index += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, events - index) }, (_, at) => index + at);
    await Promise.all(some.map((one) => book(client, hall, one)));
  }
  for (;;) {
    const { text } = await ask('GET', feedOfHall(hall));
    if (text.split('BEGIN:VEVENT').length - 1 >= events) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

/** The address of the private feed of the organization that has booked the hall. */
export async function privateFeedOf({ ask }: Client, { name }: Hall): Promise<string> {
  const feed = { type: 'organization', id: `${name}-branch` };
  const { status, text } = await ask('POST', '/api/feeds/private', { feed, label: 'bench' });
  if (status !== 201) throw new Error(`no token: ${status} ${text}`);
  // As the API describes it.
  const { url } = JSON.parse(text) as { url: string };
  return new URL(url).pathname;
}
