import { clockAt } from '../clock.ts';
import type { WorkloadSize } from '../options.ts';
import type { Client } from './client.ts';
import type { Places } from './places.ts';

const MINUTE_MS = 60_000;

const distances: readonly (readonly number[])[] = [[1_440, 60], [2_880, 63, 62, 60], [63], [62, 60], []];

/** Of what begins soon, most is still to be reminded of at this distance when nobody wants anything new any more. */
const TO_COME = 60;

interface Said {
  /** What an organization goes on to say, so that one can tell of any mail whether it was wanted. */
  readonly steady: Readonly<Record<string, unknown>>;
  readonly minutes: readonly number[];
}

/** Resolves to the distances that were said. */
async function say(
  { ask, dice, newKey }: Client,
  id: string,
  steady: object,
  among = distances,
): Promise<readonly number[]> {
  const reminderMinutes = dice.pick(among);
  const body = { ...steady, reminderMinutes };
  await ask({ operationId: 'changePreferences', params: { id }, body, key: newKey() });
  return reminderMinutes;
}

/** Quiet since an hour, and for some minutes more: it ends while the run lasts. */
function quietHours({ dice, now }: Client, timeZone: string) {
  const [from, to] = [now() - 60 * MINUTE_MS, now() + (2 + dice.int(5)) * MINUTE_MS];
  return { from: clockAt(from, timeZone), to: clockAt(to, timeZone) };
}

/** Before anything happens, some organizations say how they want to be told. */
async function sayPreferences(client: Client, places: Places, { timeZone }: WorkloadSize): Promise<Map<string, Said>> {
  const { dice } = client;
  const all = new Map<string, Said>();
  for (const { id } of places.organizations) {
    if (dice.chance(0.2)) continue;
    const off = dice.pick([[], [], ['changed'], ['confirmed', 'declined'], ['reminder']]);
    const isInvited = off.length === 0 && dice.chance(0.5);
    const steady = {
      off,
      ...(dice.chance(0.5) && { quietHours: quietHours(client, timeZone) }),
      ...(isInvited && { calendar: 'invitations' }),
    };
    all.set(id, { steady, minutes: await say(client, id, steady) });
  }
  return all;
}

/** Asks for other reminders now and then, until `isOver`. */
async function fickle(client: Client, said: Map<string, Said>, isOver: () => boolean): Promise<void> {
  const { dice, sleep } = client;
  if (said.size === 0) return;
  while (!isOver()) {
    await sleep(dice.between(5_000, 60_000));
    const [id, { steady }] = dice.pick([...said]);
    if (!isOver()) said.set(id, { steady, minutes: await say(client, id, steady) });
  }
}

/** Whoever has done without a reminder that is still to come asks for it, and stays with that. */
async function stayWithIt(client: Client, said: ReadonlyMap<string, Said>): Promise<void> {
  const among = distances.filter((minutes) => minutes.includes(TO_COME));
  for (const [id, { steady, minutes }] of said) {
    if (!minutes.includes(TO_COME)) await say(client, id, steady, among);
  }
}

/** Resolves when they have said it; then they change their minds until `isOver`. */
export async function prefer(client: Client, places: Places, size: WorkloadSize, isOver: () => boolean): Promise<void> {
  const said = await sayPreferences(client, places, size);
  void fickle(client, said, isOver).then(() => (size.soon ? stayWithIt(client, said) : undefined));
}
