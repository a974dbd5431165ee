import { room } from '../../support/centers.ts';
import { someRules } from './booking-rules.ts';
import type { Client } from './client.ts';
import type { Places } from './places.ts';

/** Opens the centers and enters the organizations. */
export async function openAll({ ask, newKey }: Client, { centers, organizations }: Places): Promise<void> {
  for (const body of centers) await ask({ operationId: 'openCenter', body, key: newKey() });
  for (const body of organizations) await ask({ operationId: 'createOrganization', body, key: newKey() });
}

/** Renames centers, adds rooms and changes them, and now and then tries what is refused, until `isOver`. */
export async function manager(client: Client, places: Places, isOver: () => boolean): Promise<void> {
  const { ask, newKey, dice, sleep } = client;
  for (let round = 1; !isOver(); round += 1) {
    await sleep(dice.between(3_000, 30_000));
    if (isOver()) return;
    const id = dice.pick(places.centerIds);
    const key = newKey();
    const name = { zh: `${id} 新名 ${round}`, en: `${id} renamed ${round}` };
    const added = room({ id: `${id}-added-${round}`, capacity: 10 });
    const resourceId = dice.pick(places.roomsOf(id));
    const terms = room({ id: resourceId, capacity: 20 + dice.int(100), setupMinutes: 5 * dice.int(5) });
    const changed = { ...terms, ...(places.rules && someRules(dice)) };
    await dice.pick([
      () => ask({ operationId: 'renameCenter', params: { id }, body: { name }, key }),
      () => ask({ operationId: 'addResource', params: { id }, body: added, key }),
      () => ask({ operationId: 'changeResource', params: { id, resourceId }, body: changed, key }),
      // A center is opened once.
      () => ask({ operationId: 'openCenter', body: dice.pick(places.centers), key }),
    ])();
  }
}
