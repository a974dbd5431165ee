import { fieldOf } from '../client-commands.ts';
import type { Answer } from '../exchange.ts';
import type { Client } from './client.ts';
import type { Places } from './places.ts';

export interface OneRound {
  readonly params: { readonly id: string; readonly date: string };
}

/** The round as it is shown to staff. */
export const askedOf = ({ ask }: Client, { params }: OneRound): Promise<Answer | undefined> =>
  ask({ operationId: 'readRound', params });

/** What staff may settle for one wish: left out, at a start of it, or in a room. */
function settled({ dice }: Client, wish: unknown, rooms: readonly string[]): Record<string, unknown> {
  const starts = fieldOf(wish, 'starts');
  const about = { activityId: fieldOf(wish, 'activityId'), reason: '支部有约在先' };
  const start = Array.isArray(starts) && starts.length > 0 ? dice.pick<unknown>(starts) : undefined;
  return dice.pick<Record<string, unknown>>([
    { ...about, leftOut: true },
    { ...about, start },
    { ...about, rooms: [dice.pick(rooms)] },
    { ...about, start, rooms: [dice.pick(rooms)] },
  ]);
}

const nobody = { activityId: '00000000-0000-4000-8000-000000000000', leftOut: true, reason: '无人' };

/** Looks who asks, and settles one or two of them, which replaces what was settled before; now and then somebody who does not ask. */
export async function settleSome(client: Client, round: OneRound, places: Places): Promise<void> {
  const { ask, dice, newKey } = client;
  const wishes = fieldOf((await askedOf(client, round))?.body, 'wishes');
  const known: readonly unknown[] = Array.isArray(wishes) ? wishes : [];
  const rooms = places.roomsOf(round.params.id);
  const chosen = known.length > 0 ? [...new Set([dice.pick(known), dice.pick(known)])] : [];
  const items = [...chosen.map((wish) => settled(client, wish, rooms)), ...(dice.chance(0.1) ? [nobody] : [])];
  await ask({ operationId: 'adjustRound', params: round.params, body: { items }, key: newKey() });
}
