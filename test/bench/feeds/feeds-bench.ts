import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../support/free-port.ts';
import { rounded, say } from '../figures.ts';
import { type Client, clientOf } from '../http-client.ts';
import { startServer } from '../server.ts';
import { changeToFeedMs } from './change-to-feed.ts';
import { feedOfHall, openHall, privateFeedOf } from './halls.ts';
import { type Ratios, ratiosOf } from './ratios.ts';
import { rebuildFigures } from './rebuild.ts';

const DAY_MS = 86_400_000;
const CONNECTIONS = 50;
/** Events of a feed, and how often it is asked for in one round. */
const SIZES = [
  { events: 10, count: 2_000 },
  { events: 1_000, count: 300 },
] as const;
const DISTRICT = { centers: 500, roomsEach: 19, activities: 100_000 };
/** One calendar alone asks as often as it can: the limits for calendars are lifted. */
const UNLIMITED = { HUITANG_FEED_PER_CALENDAR: '10000000', HUITANG_FEED_PER_ADDRESS: '10000000' };

type Figures = Readonly<Record<string, number>>;

const today = (): number => Math.floor(Date.now() / DAY_MS) * DAY_MS;

/** Public and private feeds of so many events beside a bare server. */
async function sizeFigures(base: string, client: Client, { events, count }: (typeof SIZES)[number]): Promise<Figures> {
  const hall = { name: `hall-${events}`, events, firstDay: today() + 3 * DAY_MS };
  await openHall(client, hall);
  const told = (name: string, { ok, notModified, bytes, events: shown }: Ratios): void =>
    say(`${name}: ${shown} events, ${bytes} bytes: 200 ${ok.toFixed(2)}, 304 ${notModified.toFixed(2)}`);
  const open = await ratiosOf(base, client, feedOfHall(hall), count);
  told('public', open);
  const secret = await ratiosOf(base, client, await privateFeedOf(client, hall), count);
  told('private', secret);
  return {
    [`feedRatio200_${events}`]: rounded(open.ok, 2),
    [`feedRatio304_${events}`]: rounded(open.notModified, 2),
    [`privateFeedRatio200_${events}`]: rounded(secret.ok, 2),
    [`privateFeedRatio304_${events}`]: rounded(secret.notModified, 2),
  };
}

const worst = (figures: Figures, begin: string): number =>
  Math.min(...Object.entries(figures).flatMap(([name, value]) => (name.startsWith(begin) ? [value] : [])));

/** Of the platform as its users start it. */
async function servedFigures(): Promise<Figures> {
  const dir = mkdtempSync(join(tmpdir(), 'huitang-bench-'));
  const server = await startServer(dir, await freePort(), UNLIMITED);
  const client = clientOf(server.base, CONNECTIONS);
  try {
    let ratios: Figures = {};
    for (const size of SIZES) ratios = { ...ratios, ...(await sizeFigures(server.base, client, size)) };
    const start = new Date(today() + 5 * DAY_MS).toISOString().replace('.000', '');
    const { p50, p99, feeds } = await changeToFeedMs(client, start);
    return {
      ...ratios,
      feedRatio200: worst(ratios, 'feedRatio200_'),
      feedRatio304: worst(ratios, 'feedRatio304_'),
      privateFeedRatio200: worst(ratios, 'privateFeedRatio200_'),
      privateFeedRatio304: worst(ratios, 'privateFeedRatio304_'),
      changeToFeedP50Ms: rounded(p50),
      changeToFeedP99Ms: rounded(p99),
      feedsAlive: feeds,
      servedRssMb: rounded(server.rssMb(), 0),
    };
  } finally {
    client.close();
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** What feeds cost: throughput beside a bare server, how late they are, how long they take from the log, their memory. */
export async function feedsBench(): Promise<Figures> {
  const rebuilt = await rebuildFigures({ ...DISTRICT, firstDay: today() - 3 * DAY_MS });
  const served = await servedFigures();
  return {
    ...served,
    rebuild100kMs: rounded(rebuilt.rebuildMs, 0),
    bytesPerIdleFeed: rounded(rebuilt.bytesPerIdleFeed, 0),
    rebuiltRssMb: rounded(rebuilt.rssMb, 0),
  };
}
