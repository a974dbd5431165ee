import type { Client } from './client.ts';
import type { Places } from './places.ts';

const HOUR = 60;

/** Minutes of a month: nothing at all, enough for a few, for many, or no limit. */
const limits: readonly (number | null)[] = [0, 5 * HOUR, 12 * HOUR, 24 * HOUR, 24 * HOUR, 48 * HOUR, 96 * HOUR, null];

const nonsense: readonly unknown[] = [-60, 0.5, '60', 1e308, { $ne: null }];

/** Limits what organizations may have in a month, higher and lower, lifts it, and looks what is used, until `isOver`. */
export async function quotaStaff(client: Client, places: Places, isOver: () => boolean): Promise<void> {
  const { ask, dice, newKey, sleep } = client;
  const limit = (id: string, minutesPerMonth: unknown) =>
    ask({ operationId: 'limitQuota', params: { id }, body: { minutesPerMonth }, key: newKey() });
  // The last one is never limited.
  const limited = places.organizations.slice(0, -1).map(({ id }) => id);
  for (const id of limited) if (dice.chance(0.7)) await limit(id, dice.pick(limits.slice(1)));
  while (!isOver()) {
    await sleep(dice.between(2_000, 15_000));
    if (isOver()) return;
    const id = dice.pick(limited);
    await dice.pick([
      () => limit(id, dice.pick(limits)),
      () => limit(id, dice.pick(limits)),
      () => ask({ operationId: 'readQuota', params: { id } }),
      () => limit(id, dice.pick(nonsense)),
      () => limit('no-such-branch', 600),
    ])();
  }
}
