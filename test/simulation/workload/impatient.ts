import { fieldOf } from '../client-commands.ts';
import type { WorkloadSize } from '../options.ts';
import type { Client } from './client.ts';
import type { Places } from './places.ts';
import { anyProposal } from './proposals.ts';

/** Proposes, and calls it off while the question is still open, or a moment after. */
export async function impatient(client: Client, places: Places, { journeysEach, soon }: WorkloadSize): Promise<void> {
  const { ask, dice, newKey, sleep } = client;
  for (let count = 0; count < journeysEach; count += 1) {
    await sleep(dice.between(0, 2_000));
    const body = anyProposal(client, places, soon);
    const answer = await ask({ operationId: 'proposeActivity', body, key: newKey() });
    const id = fieldOf(answer?.body, 'id');
    if (typeof id !== 'string') continue;
    await sleep(dice.between(0, 40));
    if (dice.chance(0.8)) await ask({ operationId: 'cancelActivity', params: { id }, key: newKey() });
  }
}
