import { fieldOf } from '../client-commands.ts';
import type { Answer, Ask } from '../exchange.ts';
import type { WorkloadSize } from '../options.ts';
import type { Client } from './client.ts';
import { settled } from './organizers.ts';
import type { Places } from './places.ts';
import { anyProposal } from './proposals.ts';

type Body = Record<string, unknown>;

const JOURNEYS_MAX = 6;

/** The activity as it is, with its tag. */
const read = ({ ask }: Client, id: string): Promise<Answer | undefined> =>
  ask({ operationId: 'readActivity', params: { id } });

/** Says what it rests on: mostly what is true, sometimes what was true before. */
function tagged({ dice }: Client, answer: Answer | undefined, ask: Ask): Ask {
  const tag = answer?.headers.ETag ?? '"1.1"';
  const stale = `"${Math.max(1, Number(/\d+/.exec(tag)?.[0]) - 1)}.1"`;
  return { ...ask, headers: { 'if-match': dice.chance(0.25) ? stale : tag } };
}

/** Looks for what it has just done, in the list and in the use of rooms. */
async function lookFor({ ask }: Client, answer: Answer, center: string): Promise<void> {
  const seen = answer.headers['Huitang-Position'];
  if (seen === undefined) return;
  await ask({ operationId: 'listActivities', query: { center, limit: '500', seen } });
  await ask({ operationId: 'centerFeed', params: { id: center }, query: { seen } });
}

/** What was asked for, as it is offered now. */
function asOffered(body: Body, offer: unknown): Body {
  const { needs, alternatives: _, ...rest } = body;
  const relaxed = fieldOf(offer, 'relaxed');
  const isFree = Array.isArray(relaxed) && relaxed.includes('room');
  return { ...rest, preferredStart: fieldOf(offer, 'start'), ...(needs !== undefined && !isFree && { needs }) };
}

/** Takes the first offer of a refusal at once, as it stands. */
async function takeOffer(client: Client, id: string, body: Body): Promise<Body> {
  const nearest = fieldOf(fieldOf((await read(client, id))?.body, 'declined'), 'nearest');
  const offer: unknown = Array.isArray(nearest) ? nearest[0] : undefined;
  if (offer === undefined) return body;
  const taken = asOffered(body, offer);
  const ask = { operationId: 'reviseActivity', params: { id }, body: taken, key: client.newKey() };
  await settled(client, await client.ask(ask));
  return taken;
}

async function journey(client: Client, places: Places, soon: boolean): Promise<void> {
  const { ask, dice, newKey } = client;
  const proposed = anyProposal(client, places, soon);
  const answer = await ask({ operationId: 'proposeActivity', body: proposed, key: newKey() });
  const id = fieldOf(answer?.body, 'id');
  if (!answer || typeof id !== 'string') return;
  await lookFor(client, answer, String(proposed.center));
  await settled(client, answer);
  const body = await takeOffer(client, id, proposed);
  if (dice.chance(0.6)) {
    const ask = { operationId: 'reviseActivity', params: { id }, body: { ...body, headcount: 1 + dice.int(20) } };
    await settled(client, await client.ask(tagged(client, await read(client, id), { ...ask, key: newKey() })));
  }
  if (dice.chance(0.4)) {
    const off = { operationId: 'cancelActivity', params: { id }, key: newKey() };
    await ask(tagged(client, await read(client, id), off));
  }
}

/** Takes what is offered, says which state a change is meant for, and looks whether lists have it. */
export async function careful(client: Client, places: Places, { journeysEach, soon }: WorkloadSize): Promise<void> {
  for (let count = 0; count < Math.min(journeysEach, JOURNEYS_MAX); count += 1) {
    await client.sleep(client.dice.between(0, 1_000));
    await journey(client, places, soon);
  }
}
