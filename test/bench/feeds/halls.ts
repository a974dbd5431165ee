import type { Client } from './http-client.ts';

const EVENTS = 1_000;
const ROUNDS = 7;
const ROUND_REQUESTS = 1_500;
const CONCURRENT = 20;

/** A hall with 1,000 events ahead, the most a feed shows. */
export async function openFullHall({ ask }: Client, firstDay: number): Promise<void> {
  const resources = [{ type: 'room', id: 'full-hall', name: 'Hall', capacity: 100 }];
  const openingHours = Array.from({ length: 7 }, () => [{ from: 0, to: 1440 }]);
  const opened = await ask('POST', '/api/centers', {
    id: 'full',
    name: 'Full',
    address: 'Somewhere 1',
    timeZone: 'Asia/Shanghai',
    openingHours,
    resources,
  });
  if (opened.status !== 201) throw new Error(`hall not opened: ${opened.text}`);
  // Scheduling hears of the center by its events.
  await ask('GET', `/api/activities?seen=${encodeURIComponent(String(opened.headers['huitang-position']))}`);
  for (let index = 0; index < EVENTS; index += 20) {
    await Promise.all(
      Array.from({ length: 20 }, async (_, at) => {
        const start = firstDay + Math.floor((index + at) / 12) * 86_400_000 + ((index + at) % 12) * 7_200_000;
        const decided = await ask(
          'POST',
          '/api/activities',
          {
            kind: 'community-activity',
            organization: 'branch',
            center: 'full',
            title: `满场活动 ${index + at}`,
            headcount: 20,
            preferredStart: new Date(start).toISOString().replace('.000', ''),
            durationMinutes: 60,
          },
          { prefer: 'wait=60' },
        );
        if (!decided.text.includes('"status":"confirmed"')) throw new Error(`not confirmed: ${decided.text}`);
      }),
    );
  }
}

/** The calendar hears of each confirmation a little later; until it has heard of all, the feed still changes. */
export async function untilFull({ ask }: Client, path: string): Promise<void> {
  for (;;) {
    const { text } = await ask('GET', path);
    if (text.split('BEGIN:VEVENT').length - 1 >= EVENTS) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function perSecond(
  client: Client,
  path: string,
  headers: Readonly<Record<string, string>>,
  status: number,
): Promise<number> {
  let left = ROUND_REQUESTS;
  const startedAt = performance.now();
  const worker = async (): Promise<void> => {
    while (left-- > 0) {
      const answer = await client.ask('GET', path, undefined, headers);
      if (answer.status !== status) throw new Error(`${path}: ${answer.status}, not ${status}`);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT }, worker));
  return (ROUND_REQUESTS / (performance.now() - startedAt)) * 1000;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

export interface FeedRatios {
  readonly feedRatio200: number;
  readonly feedRatio304: number;
  readonly feedBytes: number;
  readonly feedEvents: number;
}

/** Requests per second of a full feed over those of a bare server with the same bytes, alternating in one run. */
export async function feedRatios(client: Client, bare: Client, path: string): Promise<FeedRatios> {
  const { text, headers } = await client.ask('GET', path);
  const ratios: { ok: number[]; notModified: number[] } = { ok: [], notModified: [] };
  const tagged = { 'if-none-match': String(headers.etag) };
  for (let round = 0; round < ROUNDS; round += 1) {
    ratios.ok.push((await perSecond(client, path, {}, 200)) / (await perSecond(bare, path, {}, 200)));
    ratios.notModified.push((await perSecond(client, path, tagged, 304)) / (await perSecond(bare, path, tagged, 304)));
  }
  return {
    feedRatio200: median(ratios.ok),
    feedRatio304: median(ratios.notModified),
    feedBytes: Buffer.byteLength(text),
    feedEvents: text.split('BEGIN:VEVENT').length - 1,
  };
}
