import type { BusMessage } from '@huitang/runtime';
import type { FeedInput, Look } from './feed-texts.ts';
import { eventData, idOf, messageOf } from './messages.ts';
import type { FuzzWorld } from './world.ts';

const both = (text: string) => ({ zh: text, en: text });

/** Ids of the n-th input's own center and all that is in it: no input sees another one's activity. */
const idsOf = (serial: number) => ({
  center: `feed-${serial}`,
  room: `feed-${serial}-hall`,
  person: `feed-${serial}-guide`,
  organization: `feed-${serial}`,
  theme: `feed-${serial}`,
});

function onItsWay(service: string, type: string, subject: string, serial: number, data: unknown): BusMessage {
  const message = { ...messageOf(service, type, serial, data), subject, id: `${subject}@1.0` };
  return { topic: `${service}.events`, key: subject, subject, body: JSON.stringify(message) };
}

/** What the services would have said: a center has opened, and something is confirmed there. */
export function eventsOf(serial: number, input: FeedInput): readonly BusMessage[] {
  const ids = idsOf(serial);
  const resources = [
    { id: ids.room, type: 'room', name: both(input.room), capacity: 60 },
    { id: ids.person, type: 'person', name: both(input.person), roles: ['guide'] },
  ];
  const profile = {
    ...{ id: ids.center, name: both(input.center), address: both(input.address), timeZone: 'Asia/Shanghai' },
    ...{ geo: { latitude: 31.2, longitude: 121.4 }, openingHours: [[], [], [], [], [], [], []], resources },
  };
  const opened = {
    profile,
    standardOffsetMinutes: 480,
    displayRevision: 0,
    displayChangedAt: '2026-01-01T00:00:00.000Z',
  };
  const usual = { ...eventData.scheduling?.ActivityConfirmed?.(serial) } as { claims: readonly object[] };
  const [claim] = usual.claims;
  const confirmed = {
    ...usual,
    ...{ centerId: ids.center, organizationId: ids.organization, title: input.title, notify: false },
    kind: { id: 'community-activity', name: both(input.kind) },
    ...{ packageId: ids.theme, packageName: both(input.theme), routeId: ids.theme, routeName: both(input.theme) },
    claims: [
      { ...claim, role: 'room', resourceId: ids.room, name: both(input.room) },
      { ...claim, role: 'guide', resourceId: ids.person, name: both(input.person) },
    ],
    programme: [{ title: both(input.step), minutes: 10, lead: input.lead }],
  };
  return [
    onItsWay('room-allocation', 'CenterOpened', `center/${ids.center}`, serial, opened),
    onItsWay('scheduling', 'ActivityConfirmed', `activity/${idOf(serial)}`, serial, confirmed),
  ];
}

async function privatePath({ platform, connections }: FuzzWorld, type: Look, id: string, name: string) {
  if (type === 'organization') {
    await platform.vault.put(`organization/${id}`, { name, email: 'fuzz@example.org', language: 'zh' });
  }
  const { status, body } = await connections.ask({
    method: 'POST',
    path: '/api/feeds/private',
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify({ feed: { type, id }, label: 'fuzz' })),
  });
  if (status !== 201) throw new Error(`no address of a private feed: ${status} ${body.toString()}`);
  // As the API describes it.
  const { url } = JSON.parse(body.toString()) as { url: string };
  return new URL(url).pathname;
}

/** The address of the calendar that an input is looked for in. */
export async function pathOf(world: FuzzWorld, serial: number, { look, organization }: FeedInput): Promise<string> {
  const ids = idsOf(serial);
  switch (look) {
    case 'activity':
      return `/feeds/activities/${idOf(serial)}.ics`;
    case 'center':
      return `/feeds/centers/${ids.center}.ics`;
    case 'room':
      return `/feeds/rooms/${ids.room}.ics`;
    case 'kind':
      return `/feeds/centers/${ids.center}/kinds/community-activity.ics`;
    case 'package':
      return `/feeds/packages/${ids.theme}.ics`;
    case 'route':
      return `/feeds/routes/${ids.theme}.ics`;
    case 'organization':
      return privatePath(world, look, ids.organization, organization);
    case 'person':
      return privatePath(world, look, ids.person, organization);
    case 'crew':
    case 'canteen':
      return privatePath(world, look, ids.center, organization);
  }
}
