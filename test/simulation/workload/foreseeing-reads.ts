import type { Ask } from '../exchange.ts';
import type { Client } from './client.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What somebody has asked for, and where. */
export interface AskedFor {
  readonly id?: string;
  readonly center: string;
  readonly start: string;
  readonly rooms: readonly string[];
}

const dateAt = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Whom an order would displace, for this activity or for nobody in particular. */
function preview({ dice }: Client, { id, center, start, rooms }: AskedFor): Ask {
  const end = `${new Date(Date.parse(start) + dice.pick([1, 3]) * HOUR_MS).toISOString().slice(0, 19)}Z`;
  const activity = id !== undefined && dice.chance(0.5) ? { activity: id } : {};
  const query = { start, end, resource: dice.pick(rooms), ...activity };
  return { operationId: 'previewOrder', params: { id: center }, query };
}

/** What else people read before they ask again: each of it now and then. */
export async function lookAround(client: Client, asked: AskedFor): Promise<void> {
  const { ask, dice } = client;
  const { id, center, start } = asked;
  const dates = { from: dateAt(Date.parse(start) - DAY_MS), to: dateAt(Date.parse(start) + dice.int(5) * DAY_MS) };
  const reads: readonly [chance: number, ask: Ask][] = [
    ...(id === undefined ? [] : [[0.7, { operationId: 'activityExplanation', params: { id } }] as [number, Ask]]),
    [0.3, { operationId: 'listRounds', params: { id: center } }],
    [0.3, { operationId: 'listClosures', query: { center } }],
    [0.3, { operationId: 'readHours', params: { id: center }, query: dates }],
    [0.2, { operationId: 'unmetDemand', query: { center, ...dates } }],
    [0.3, preview(client, asked)],
  ];
  for (const [chance, read] of reads) if (dice.chance(chance)) await ask(read);
}
