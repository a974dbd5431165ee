import type { Answer } from '../exchange.ts';
import type { Client } from './client.ts';
import type { Places } from './places.ts';

/** Keeps copies of feeds, as calendar programs do, and asks whether they are still good, until `isOver`. */
export async function follower(client: Client, places: Places, isOver: () => boolean): Promise<void> {
  const { ask, dice, sleep } = client;
  const tags = new Map<string, string>();
  const keep = (id: string, answer: Answer | undefined): void => {
    const tag = answer?.status === 200 ? answer.headers.ETag : undefined;
    if (tag !== undefined) tags.set(id, tag);
  };
  while (!isOver()) {
    await sleep(dice.between(500, 5_000));
    const id = dice.pick(places.centerIds);
    const tag = tags.get(id);
    const headers = tag === undefined ? {} : { headers: { 'if-none-match': dice.pick([tag, `W/${tag}`]) } };
    keep(id, await ask({ operationId: 'centerFeed', params: { id }, ...headers }));
  }
}
