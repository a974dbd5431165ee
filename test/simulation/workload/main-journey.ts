import { center, proposal, room } from '../../support/centers.ts';
import type { Answer } from '../exchange.ts';
import type { Client } from './client.ts';
import { untilAnswered } from './organizers.ts';
import type { StartWorkload } from './workload.ts';

const CENTER = 'center-1';
const START = '2026-06-03T02:00:00Z';
const LATER = '2026-06-03T05:00:00Z';

// A 2xx of these routes has an activity's document.
const idIn = (answer: Answer | undefined): string => (answer?.body as { readonly id: string } | undefined)?.id ?? '';

async function open({ ask, newKey }: Client): Promise<void> {
  const body = center(CENTER, []);
  const resources = [room({ id: `${CENTER}-hall`, setupMinutes: 15, teardownMinutes: 10 })];
  await ask({ operationId: 'openCenter', body: { ...body, resources }, key: newKey() });
  for (const id of ['branch', 'rival']) {
    const founded = { id, name: `党支部 ${id}`, email: `${id}@example.org`, language: 'zh' };
    await ask({ operationId: 'createOrganization', body: founded, key: newKey() });
  }
}

async function propose(client: Client, organization: string): Promise<string> {
  const body = proposal(CENTER, START, { organization });
  const id = idIn(await client.ask({ operationId: 'proposeActivity', body, key: client.newKey() }));
  await untilAnswered(client, id);
  return id;
}

/**
 * The main journey, with what it meets: a proposal that is granted and moved, a rival who wants the same hour and is
 * refused until somebody cancels, and somebody who follows the calendar.
 */
async function journey(client: Client): Promise<void> {
  const { ask, newKey } = client;
  await open(client);
  const id = await propose(client, 'branch');
  const rival = await propose(client, 'rival');
  const body = proposal(CENTER, LATER, { organization: 'branch' });
  await ask({ operationId: 'reviseActivity', params: { id }, body, key: newKey() });
  await untilAnswered(client, id);
  await ask({ operationId: 'centerFeed', params: { id: CENTER } });
  await ask({ operationId: 'cancelActivity', params: { id: rival }, key: newKey() });
}

export const JOURNEYS = 2;

export const startMainJourney: StartWorkload = (_dice, _size, newClient) => {
  let done = false;
  void journey(newClient('organizer')).then(() => {
    done = true;
  });
  return { isDone: () => done };
};
