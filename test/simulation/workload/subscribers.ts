import type { Ask } from '../exchange.ts';
import type { Client } from './client.ts';
import type { Places } from './places.ts';

const DAY_MS = 86_400_000;
const AGAIN_CHANCE = 0.3;
const AGAIN_MAX_MS = 600;

/** Fetches feeds and lists, as phones and browsers do, until `isOver`; some at once again, whoever answers then. */
export async function subscriber(client: Client, places: Places, isOver: () => boolean): Promise<void> {
  const { dice, sleep, now } = client;
  async function ask(what: Ask): Promise<void> {
    await client.ask(what);
    while (dice.chance(AGAIN_CHANCE)) {
      await sleep(dice.between(1, AGAIN_MAX_MS));
      await client.ask(what);
    }
  }
  while (!isOver()) {
    await sleep(dice.between(500, 4_000));
    const id = dice.pick(places.centerIds);
    const day = (days: number): string => `${new Date(now() + days * DAY_MS).toISOString().slice(0, 11)}00:00:00Z`;
    await dice.pick([
      () => ask({ operationId: 'centerFeed', params: { id } }),
      () => ask({ operationId: 'roomFeed', params: { id: dice.pick(places.roomsOf(id)) } }),
      () => ask({ operationId: 'listActivities', query: { center: id } }),
      () => ask({ operationId: 'roomUse', params: { id }, query: { from: day(0), to: day(6) } }),
      () => ask({ operationId: 'listCenters' }),
    ])();
  }
}
