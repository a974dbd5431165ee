import type { Answer, Ask } from '../exchange.ts';
import type { WorkloadSize } from '../options.ts';
import type { Client } from './client.ts';
import type { Places } from './places.ts';
import { anyProposal, nonsense, tentativeProposal } from './proposals.ts';

interface Known {
  readonly id: string;
  readonly awaitsAnswer: boolean;
  /** Present while it waits in a round. */
  readonly round?: object;
}

const isDone = (answer: Answer | undefined): answer is Answer => answer !== undefined && answer.status < 300;

// A 2xx of these routes has an activity's document.
const knownIn = (answer: Answer): Known => answer.body as Known;

const POLL_MAX = 40;

/** Nobody looks again and again for what is answered with a round. */
const isAwaited = ({ awaitsAnswer, round }: Known): boolean => awaitsAnswer && round === undefined;

/** Looks until the activity has its answer, or waits in a round, or nobody would look any longer. */
export async function untilAnswered({ ask, sleep, dice }: Client, id: string): Promise<void> {
  for (let look = 1; look <= POLL_MAX; look += 1) {
    const answer = await ask({ operationId: 'readActivity', params: { id } });
    if (isDone(answer) && !isAwaited(knownIn(answer))) return;
    await sleep(dice.between(100, 300 * look));
  }
}

/** Waits for the answer, where one is owed. */
export async function settled(client: Client, answer: Answer | undefined): Promise<void> {
  if (isDone(answer) && isAwaited(knownIn(answer))) await untilAnswered(client, knownIn(answer).id);
}

const proposalFor = (client: Client, places: Places, { soon, windows }: WorkloadSize): Record<string, unknown> =>
  windows && client.dice.chance(0.6) ? tentativeProposal(client, places) : anyProposal(client, places, soon);

/** What it is to be instead: mostly in its own center, since in another one it never is. */
function revisionFor(client: Client, places: Places, size: WorkloadSize, center: unknown): Record<string, unknown> {
  const own = client.dice.chance(0.85) ? places.centerIds.filter((id) => id === center) : [];
  return proposalFor(client, own.length > 0 ? { ...places, centerIds: own } : places, size);
}

/** Some have it fixed before its time, and some of them at once again. Returns what they asked. */
async function fixSome({ ask, dice, newKey }: Client, id: string): Promise<readonly Ask[]> {
  const orders: Ask[] = [];
  for (const operationId of ['pinActivity', 'announceActivity']) {
    if (!dice.chance(0.15)) continue;
    const headers = dice.chance(0.5) ? { headers: { prefer: 'wait=10' } } : {};
    const order = { operationId, params: { id }, key: newKey(), ...headers };
    await ask(order);
    if (dice.chance(0.2)) await ask(order);
    orders.push(order);
  }
  return orders;
}

/** What an organizer does once the answer is there: often nothing. */
async function followUp(
  client: Client,
  places: Places,
  { id, center }: { readonly id: string; readonly center: unknown },
  size: WorkloadSize,
): Promise<void> {
  const { ask, dice, newKey, sleep } = client;
  await sleep(dice.between(0, 1_000));
  const orders = size.windows ? await fixSome(client, id) : [];
  if (dice.chance(0.25)) {
    const body = revisionFor(client, places, size, center);
    const revised = { operationId: 'reviseActivity', params: { id }, body, key: newKey() };
    await settled(client, await ask(revised));
    if (dice.chance(0.1)) await ask(revised);
  }
  if (dice.chance(0.25)) {
    const cancelled = { operationId: 'cancelActivity', params: { id }, key: newKey() };
    await ask(cancelled);
    if (dice.chance(0.2)) await ask(cancelled);
  }
  // Whoever does not trust the answer of then asks the same again, when it is another activity by now.
  for (const order of orders) if (dice.chance(0.5)) await ask(order);
}

async function journey(client: Client, places: Places, size: WorkloadSize): Promise<void> {
  const { ask, dice, newKey } = client;
  const key = newKey();
  const body = proposalFor(client, places, size);
  const headers = dice.chance(0.8) ? { headers: { prefer: 'wait=10' } } : {};
  const proposed = { operationId: 'proposeActivity', body, key, ...headers };
  const answer = await ask(proposed);
  if (!isDone(answer)) return;
  // The same again, and something else under the same key.
  if (dice.chance(0.1)) await ask(proposed);
  if (dice.chance(0.05)) await ask({ ...proposed, body: { ...body, headcount: 7 } });
  await settled(client, answer);
  await followUp(client, places, { id: knownIn(answer).id, center: body.center }, size);
}

/** One after the other: proposes, waits for the answer, changes its mind. */
export async function organizer(client: Client, places: Places, size: WorkloadSize): Promise<void> {
  const { ask, dice, newKey, sleep } = client;
  for (let count = 0; count < size.journeysEach; count += 1) {
    await sleep(dice.between(0, 500));
    if (dice.chance(0.05)) await ask({ operationId: 'proposeActivity', body: dice.pick(nonsense), key: newKey() });
    await journey(client, places, size);
  }
}
