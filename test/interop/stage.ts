import { center, instantIn, openCenter, proposal, room } from '../support/centers.ts';
import { type StandaloneWorld, startStandalone } from '../support/standalone.ts';

const wait = { prefer: 'wait=10' };
const LECTURE = 'stories-of-scientists';
const WALK = 'red-chen-yi';
export const CENTER = 'tianping';

export const hall = { id: 'tianping-hall', setupMinutes: 30, teardownMinutes: 15, features: ['projector', 'audio'] };
const small = { id: 'tianping-small', setupMinutes: 0, teardownMinutes: 0 };

const person = (id: string, name: string, role: string, skill: string) => ({
  type: 'person',
  id: `tianping-${id}`,
  name: { zh: name, en: name },
  roles: [role],
  skills: [skill],
});

const stop = (name: string) => ({
  type: 'stop',
  id: `tianping-stop-${name}`,
  name,
  groups: 3,
  headwayMinutes: 0,
});

const resources = [
  room(hall),
  room(small),
  person('guide', '讲解员甲', 'guide', `route:${WALK}`),
  person('lecturer', '讲师乙', 'lecturer', `package:${LECTURE}`),
  { type: 'kit', id: 'tianping-headsets', name: '导览耳机', count: 200 },
  ...['plaza', 'chen-yi-site', 'jianye-lane', 'neighbourhood-house'].map(stop),
];

/** Where the story is played: a platform with one center, and the ids of activities by what the story calls them. */
export interface Stage {
  readonly world: StandaloneWorld;
  readonly ids: ReadonlyMap<string, string>;
  /** Proposes an activity that is confirmed at once, or fails. */
  propose(name: string, days: number, change?: Record<string, unknown>): Promise<void>;
  /** A wish in place of the one before; the same hour where nothing else is said. */
  revise(name: string, days: number, change?: Record<string, unknown>): Promise<void>;
  order(name: string, order: 'announce' | 'cancel'): Promise<void>;
  /** Any other request that changes something, or fails. */
  change(method: string, path: string, body: unknown): Promise<void>;
}

/** What an activity asks for beside what all others do; hours apart, so that none is in another's way. */
export const sessions = { kind: 'educational-session', packageId: LECTURE, durationMinutes: undefined };
export const walks = { kind: 'walking-class', routeId: WALK, durationMinutes: undefined };

/** As long ahead as is announced at once by nobody but who offers one start. */
export const flexible = (world: StandaloneWorld, days: number) => ({
  alternatives: [{ start: instantIn(world, days, 600) }],
});

export async function openStage(): Promise<Stage> {
  // Everybody in turn asks for every feed: more often than one calendar does.
  const world = await startStandalone({ HUITANG_FEED_PER_CALENDAR: 10_000 });
  await openCenter(world, CENTER, [], {
    ...center(CENTER, []),
    name: { zh: '天平街道党群服务中心', en: 'Tianping Service Center' },
    geo: { latitude: 31.2035, longitude: 121.4445 },
    resources,
  });
  const ids = new Map<string, string>();

  async function send(method: string, path: string, body: unknown, headers = {}) {
    const answer = await world.request(method, path, body, headers);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    await world.idle();
    return answer.json;
  }

  async function ask(path: string, days: number, change: Record<string, unknown>) {
    const json = await send('POST', path, proposal(CENTER, instantIn(world, days, 60), change), wait);
    if (json.status !== 'confirmed' || json.awaitsAnswer) throw new Error(`not confirmed: ${JSON.stringify(json)}`);
    return json.id;
  }

  const pathOf = (name: string, order: string): string => `/api/activities/${ids.get(name)}/${order}`;
  return {
    world,
    ids,
    async propose(name, days, change = {}) {
      ids.set(name, await ask('/api/activities', days, change));
    },
    revise: (name, days, change = {}) => ask(pathOf(name, 'revise'), days, change),
    order: (name, order) => send('POST', pathOf(name, order), undefined, wait),
    change: (method, path, body) => send(method, path, body),
  };
}
