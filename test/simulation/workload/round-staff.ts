import { fieldOf } from '../client-commands.ts';
import type { Answer } from '../exchange.ts';
import type { Client } from './client.ts';
import type { Places } from './places.ts';
import { askedOf, type OneRound, settleSome } from './round-adjustments.ts';
import { roundNonsense } from './round-nonsense.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const LAST_ASKS_MAX = 8;

const reason = '七一前后场地紧张';

/** As the API writes instants: whole minutes. */
const at = (ms: number): string => `${new Date(Math.ceil(ms / MINUTE_MS) * MINUTE_MS).toISOString().slice(0, 19)}Z`;

/** One of the days that people want, mostly; it closes and is published in a minute or a few. */
function anyRound(
  { dice, now }: Client,
  places: Places,
): { readonly params: OneRound['params']; readonly body: object } {
  const date = new Date(now() + (1 + dice.int(4)) * DAY_MS).toISOString().slice(0, 10);
  // In whole minutes, of which the one that has begun is over.
  const closesAt = now() + dice.pick([0, MINUTE_MS]);
  const publishesAt = closesAt + dice.pick([0, 0, MINUTE_MS]);
  const params = { id: dice.pick(places.centerIds), date };
  return { params, body: { date, closesAt: at(closesAt), publishesAt: at(publishesAt), reason } };
}

const isOver = (answer: Answer | undefined): boolean => {
  const state = fieldOf(answer?.body, 'state');
  return state === 'published' || state === 'given-up' || (answer !== undefined && answer.status >= 400);
};

const step = ({ ask, newKey }: Client, { params }: OneRound, operationId: string): Promise<Answer | undefined> =>
  ask({ operationId, params, key: newKey() });

/** Closed before its time, looked at, adjusted, and published; or given up. */
async function byHand(client: Client, round: OneRound, places: Places): Promise<void> {
  const { dice, sleep } = client;
  if (dice.chance(0.25)) {
    await step(client, round, 'giveUpRound');
    return;
  }
  await step(client, round, 'closeRound');
  await sleep(dice.between(0, 3_000));
  for (let looks = dice.int(3); looks > 0; looks -= 1) await settleSome(client, round, places);
  const published = await step(client, round, 'publishRound');
  if (published && dice.chance(0.2)) await step(client, round, 'publishRound');
}

/** Opens a round, lets people come, and takes it on; or leaves the rest to the clock. */
async function conduct(client: Client, places: Places): Promise<OneRound | undefined> {
  const { ask, dice, newKey, sleep } = client;
  const { params, body } = anyRound(client, places);
  const opening = { operationId: 'openRound', params: { id: params.id }, body, key: newKey() };
  const opened = await ask(opening);
  // The same again, and another one over it.
  if (dice.chance(0.2)) await ask(opening);
  if (dice.chance(0.2)) await ask({ ...opening, key: newKey() });
  if (opened && opened.status >= 400) return undefined;
  await sleep(dice.between(3_000, 25_000));
  if (dice.chance(0.3)) await settleSome(client, { params }, places);
  if (dice.chance(0.5)) await byHand(client, { params }, places);
  return { params };
}

/** Nobody goes home before everybody has their answer. */
async function finish(client: Client, round: OneRound): Promise<void> {
  for (let count = 1; count <= LAST_ASKS_MAX; count += 1) {
    if (isOver(await askedOf(client, round))) return;
    await step(client, round, 'publishRound');
  }
}

/** Opens rounds for days that people want, one after the other, until `isDone`, and brings each to its end. */
export async function roundStaff(client: Client, places: Places, isDone: () => boolean): Promise<void> {
  const { dice, sleep } = client;
  const opened: OneRound[] = [];
  while (!isDone()) {
    await sleep(dice.between(0, 2_000));
    if (isDone()) break;
    if (dice.chance(0.2)) await roundNonsense(client, places);
    const round = await conduct(client, places);
    if (round) opened.push(round);
  }
  for (const round of opened) await finish(client, round);
}
