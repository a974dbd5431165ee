import type { World } from '../support/installation.ts';
import type { ShownEvent } from './event.ts';
import {
  type ActivityDocument,
  type CenterDocument,
  canteenEvents,
  crewEvents,
  fileEvents,
  type Given,
  type Language,
  ownEvents,
  publicEvents,
} from './expected.ts';
import { CENTER } from './stage.ts';

type Expected = Omit<ShownEvent, 'sequence'>;

/** One calendar as people subscribe to it, and what it shows of one activity. */
export interface Feed {
  readonly name: string;
  readonly path: string;
  readonly language: Language;
  shows(given: Given): readonly Expected[];
}

const inRoom =
  (...ids: readonly string[]) =>
  ({ allocation }: Given): boolean =>
    allocation.claims.some(({ role, resourceId }) => role === 'room' && ids.includes(resourceId));

const when =
  (holds: (given: Given) => boolean, shows: Feed['shows']): Feed['shows'] =>
  (given) =>
    holds(given) ? shows(given) : [];

/** Feeds in which private activities are not even "occupied". */
const open = (holds: (given: Given) => boolean): Feed['shows'] =>
  when((given) => given.allocation.audience !== 'private' && holds(given), publicEvents);

const feed = (name: string, path: string, shows: Feed['shows'], language: Language = 'zh'): Feed => ({
  name,
  path,
  language,
  shows,
});

const center = `/feeds/centers/${CENTER}`;
const ofKind = (id: string) =>
  feed(
    `kind-${id}`,
    `${center}/kinds/${id}.ics`,
    open((given) => given.allocation.kind.id === id),
  );

const publicFeeds: readonly Feed[] = [
  feed('center', `${center}.ics`, publicEvents),
  feed('center-en', `${center}.ics?lang=en`, publicEvents, 'en'),
  feed('room', '/feeds/rooms/tianping-hall.ics', when(inRoom('tianping-hall'), publicEvents)),
  feed(
    'rooms',
    `${center}.ics?rooms=tianping-small,tianping-hall`,
    when(inRoom('tianping-hall', 'tianping-small'), publicEvents),
  ),
  ofKind('community-activity'),
  ofKind('educational-session'),
  feed(
    'package',
    '/feeds/packages/stories-of-scientists.ics',
    open(({ activity }) => activity.packageId !== undefined),
  ),
  feed(
    'route',
    '/feeds/routes/red-chen-yi.ics',
    open(({ activity }) => activity.routeId !== undefined),
  ),
];

const has =
  (resourceId: string) =>
  ({ allocation }: Given): boolean =>
    allocation.claims.some((claim) => claim.resourceId === resourceId);

const owners = [
  { type: 'organization', id: 'branch', shows: ownEvents },
  { type: 'person', id: 'tianping-guide', shows: when(has('tianping-guide'), ownEvents) },
  { type: 'crew', id: CENTER, shows: crewEvents },
  { type: 'canteen', id: CENTER, shows: canteenEvents },
] as const;

/** The public feeds, and private ones by tokens that are made for the purpose. */
export async function openFeeds(world: World): Promise<readonly Feed[]> {
  const own = owners.map(async ({ type, id, shows }) => {
    const { json } = await world.post('/api/feeds/private', { feed: { type, id }, label: 'interop' });
    return feed(`private-${type}`, new URL(json.url).pathname, shows);
  });
  return [...publicFeeds, ...(await Promise.all(own))];
}

/** The file of one activity, for as long as it is there. */
export const fileOf = (name: string, id: string): Feed =>
  feed(
    `activity-${name}`,
    `/feeds/activities/${id}.ics`,
    when(({ activity }) => activity.id === id, fileEvents),
  );

/** As it stands. What has lost its place is shown as it stood, called off: the API knows only that it has none. */
function standing(activity: ActivityDocument, stood: Map<string, ActivityDocument>): ActivityDocument | undefined {
  if (!activity.allocation) {
    const before = stood.get(activity.id);
    return before && { ...before, status: 'cancelled' };
  }
  stood.set(activity.id, activity);
  return activity;
}

/** Everything the API says that feeds are made from; `stood` is what it said before. */
export async function toldByApi(
  world: World,
  stood: Map<string, ActivityDocument>,
): Promise<(language: Language) => readonly Given[]> {
  const [about, resources, list] = await Promise.all([
    world.get(`/api/centers/${CENTER}`),
    world.get(`/api/centers/${CENTER}/resources`),
    world.get(`/api/activities?center=${CENTER}&limit=500`),
  ]);
  const named: readonly { id: string; name: { zh: string; en: string } }[] = resources.json.items;
  const { name, address } = about.json;
  const document: CenterDocument = { name, address, roomNames: new Map(named.map((one) => [one.id, one.name])) };
  const ids: readonly string[] = list.json.items.map((item: { id: string }) => item.id);
  const activities = await Promise.all(
    ids.map(async (id): Promise<ActivityDocument> => (await world.get(`/api/activities/${id}`)).json),
  );
  const shown = activities.map((activity) => standing(activity, stood));
  return (language) =>
    shown.flatMap((activity) =>
      activity?.allocation ? [{ activity, allocation: activity.allocation, center: document, language }] : [],
    );
}
