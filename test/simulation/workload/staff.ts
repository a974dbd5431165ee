import { fieldOf } from '../client-commands.ts';
import type { Answer } from '../exchange.ts';
import type { Client } from './client.ts';
import type { Places } from './places.ts';
import { someStart } from './proposals.ts';

const HOUR_MS = 3_600_000;

const reason = '灯具检修';

/** As the API writes instants. */
const at = (ms: number): string => `${new Date(Math.floor(ms / 60_000) * 60_000).toISOString().slice(0, 19)}Z`;

/** One of the activities that a list shows; undefined where it shows none. */
function oneOf({ dice }: Client, answer: Answer | undefined): string | undefined {
  const items = fieldOf(answer?.body, 'items');
  const id = Array.isArray(items) && items.length > 0 ? fieldOf(dice.pick(items), 'id') : undefined;
  return typeof id === 'string' ? id : undefined;
}

/** Takes a room, several, or a whole center out of use for some hours that people want; foreseen or not. */
async function close(client: Client, places: Places): Promise<string | undefined> {
  const { ask, dice, newKey } = client;
  const center = dice.pick(places.centerIds);
  const own = places.roomsOf(center);
  const rooms = [...new Set([dice.pick(own), dice.pick(own)])];
  const start = Date.parse(someStart(client));
  const body = {
    center,
    start: at(start),
    end: at(start + dice.pick([1, 3, 26]) * HOUR_MS),
    reason,
    ...(dice.chance(0.8) && { resources: rooms }),
  };
  if (dice.chance(0.5)) await ask({ operationId: 'previewClosure', body });
  const closing = { operationId: 'announceClosure', body, key: newKey() };
  const answer = await ask(closing);
  if (dice.chance(0.2)) await ask(closing);
  const id = fieldOf(answer?.body, 'id');
  return typeof id === 'string' ? id : undefined;
}

/** Puts one activity elsewhere; now and then whoever is there makes way. */
async function putElsewhere(client: Client, places: Places): Promise<void> {
  const { ask, dice, newKey } = client;
  const center = dice.pick(places.centerIds);
  const id = oneOf(client, await ask({ operationId: 'listActivities', query: { center, limit: '50' } }));
  if (id === undefined) return;
  const order = {
    operationId: dice.pick(['moveActivity', 'overrideActivity', 'overrideActivity']),
    params: { id },
    body: {
      start: someStart(client),
      ...(dice.chance(0.4) && { rooms: [dice.pick(places.roomsOf(center))] }),
      reason,
    },
    key: newKey(),
    ...(dice.chance(0.5) && { headers: { prefer: 'wait=10' } }),
  };
  await ask(order);
  if (dice.chance(0.2)) await ask(order);
}

/** Somebody stands at the door. */
async function letIn({ ask, dice, newKey }: Client, places: Places): Promise<void> {
  const id = dice.pick(places.centerIds);
  const body = { room: dice.pick(places.roomsOf(id)), minutes: 30 + dice.int(60), headcount: 1 + dice.int(12), reason };
  await ask({ operationId: 'takeWalkIn', params: { id }, body, key: newKey() });
}

async function pin(client: Client, places: Places): Promise<void> {
  const { ask, dice, newKey } = client;
  const query = { center: dice.pick(places.centerIds), status: 'confirmed', limit: '50' };
  const id = oneOf(client, await ask({ operationId: 'listActivities', query }));
  if (id !== undefined) await ask({ operationId: 'pinActivity', params: { id }, body: { reason }, key: newKey() });
}

/** Now and then closes something and opens it again, moves and overrides, lets people in, pins, until `isOver`. */
export async function staff(client: Client, places: Places, isOver: () => boolean): Promise<void> {
  const { ask, dice, newKey, sleep } = client;
  const closed: string[] = [];
  async function lift(): Promise<void> {
    const id = closed.pop();
    if (id !== undefined) await ask({ operationId: 'liftClosure', params: { id }, key: newKey() });
  }
  while (!isOver()) {
    await sleep(dice.between(1_000, 12_000));
    if (isOver()) return;
    await dice.pick([
      async () => closed.push(...[(await close(client, places)) ?? []].flat()),
      async () => closed.push(...[(await close(client, places)) ?? []].flat()),
      lift,
      () => putElsewhere(client, places),
      () => putElsewhere(client, places),
      () => letIn(client, places),
      () => pin(client, places),
    ])();
  }
}
