import type { clientOf } from '../support/client.ts';
import type { Activity, HistoryEntry, ResourceUse } from './documents.ts';
import { CENTER, daysOf, type Season } from './place.ts';

export type Reader = Pick<ReturnType<typeof clientOf>, 'get'>;

export async function readActivity({ get }: Reader, id: string): Promise<Activity | undefined> {
  const answer = await get(`/api/activities/${id}`);
  return answer.status === 200 ? answer.json : undefined;
}

async function readPages<T>({ get }: Reader, path: string): Promise<readonly T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const { status, json, text } = await get(
      `${path}?limit=500${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
    );
    if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
    items.push(...json.items);
    cursor = json.cursor;
  } while (cursor);
  return items;
}

export const listedActivities = (client: Reader): Promise<readonly Pick<Activity, 'id'>[]> =>
  readPages(client, '/api/activities');

export const organizationIds = async (client: Reader): Promise<ReadonlySet<string>> =>
  new Set((await readPages<{ id: string }>(client, '/api/organizations')).map(({ id }) => id));

export async function historyOf({ get }: Reader, id: string): Promise<readonly HistoryEntry[]> {
  const answer = await get(`/api/activities/${id}/history`);
  return answer.status === 200 ? answer.json.items : [];
}

/** What is taken of the center in the whole season. */
export async function roomUse({ get }: Reader, season: Season): Promise<readonly ResourceUse[]> {
  const days = daysOf(season);
  const { status, json, text } = await get(`/api/centers/${CENTER}/use?from=${days[0]?.from}&to=${days.at(-1)?.to}`);
  if (status !== 200) throw new Error(`room use: ${status} ${text}`);
  return json.resources;
}
