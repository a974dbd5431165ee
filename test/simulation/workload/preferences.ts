import { clockAt } from '../clock.ts';
import type { WorkloadSize } from '../options.ts';
import type { Client } from './client.ts';
import type { Places } from './places.ts';

const MINUTE_MS = 60_000;

const distances: readonly (readonly number[])[] = [[1_440, 60], [2_880, 63, 62, 60], [63], [62, 60], []];

/** What organizations go on to say, so that one can tell of any mail whether it was wanted. */
type Steady = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

async function say({ ask, dice, newKey }: Client, id: string, steady: object): Promise<void> {
  const body = { ...steady, reminderMinutes: dice.pick(distances) };
  await ask({ operationId: 'changePreferences', params: { id }, body, key: newKey() });
}

/** Quiet since an hour, and for some minutes more: it ends while the run lasts. */
function quietHours({ dice, now }: Client, timeZone: string) {
  const [from, to] = [now() - 60 * MINUTE_MS, now() + (2 + dice.int(5)) * MINUTE_MS];
  return { from: clockAt(from, timeZone), to: clockAt(to, timeZone) };
}

/** Before anything happens, some organizations say how they want to be told. */
async function sayPreferences(client: Client, places: Places, { timeZone }: WorkloadSize): Promise<Steady> {
  const { dice } = client;
  const all = new Map<string, Readonly<Record<string, unknown>>>();
  for (const { id } of places.organizations) {
    if (dice.chance(0.2)) continue;
    const off = dice.pick([[], [], ['changed'], ['confirmed', 'declined'], ['reminder']]);
    const isInvited = off.length === 0 && dice.chance(0.5);
    const steady = {
      off,
      ...(dice.chance(0.5) && { quietHours: quietHours(client, timeZone) }),
      ...(isInvited && { calendar: 'invitations' }),
    };
    all.set(id, steady);
    await say(client, id, steady);
  }
  return all;
}

/** Asks for other reminders now and then, until `isOver`. */
async function fickle(client: Client, steady: Steady, isOver: () => boolean): Promise<void> {
  const { dice, sleep } = client;
  if (steady.size === 0) return;
  while (!isOver()) {
    await sleep(dice.between(5_000, 60_000));
    const [id, what] = dice.pick([...steady]);
    if (!isOver()) await say(client, id, what);
  }
}

/** Resolves when they have said it; then they change their minds until `isOver`. */
export async function prefer(client: Client, places: Places, size: WorkloadSize, isOver: () => boolean): Promise<void> {
  void fickle(client, await sayPreferences(client, places, size), isOver);
}
