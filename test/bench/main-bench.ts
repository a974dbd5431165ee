import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBare } from './bare.ts';
import { feedRatios, openFullHall, untilFull } from './feeds.ts';
import { clientOf } from './http-client.ts';
import { journeys, openCenters } from './journeys.ts';
import { startServer } from './server.ts';

const CONCURRENT = 50;
const PORT = 18_080;
const WARM_UP = 500;
const MEASURED = 5_000;
const FEW = 1_000;
const GROWTH_PROBE = 3_000;

export interface MainOptions {
  /** How many activities are stored at the end; the figure is 100,000. */
  readonly stored: number;
}

const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));

/** The main job under load, on a data folder of its own; numbers as printed last. */
export async function mainBench({ stored }: MainOptions): Promise<Record<string, number>> {
  const dir = mkdtempSync(join(tmpdir(), 'huitang-bench-'));
  const firstDay = Math.floor(Date.now() / 86_400_000) * 86_400_000 + 3 * 86_400_000;
  let server = await startServer(dir, PORT);
  let used = 0;
  const client = clientOf(server.base, CONCURRENT);
  const load = async (count: number, concurrent = CONCURRENT) => {
    const measured = await journeys({ client, firstDay, from: used, count, concurrent });
    used += count;
    say(`${used} stored: ${measured.journeysPerSecond.toFixed(0)}/s, p99 ${measured.p99Ms.toFixed(0)} ms`);
    return measured;
  };
  try {
    await openCenters(client);
    await load(WARM_UP);
    await load(FEW - WARM_UP);
    const few = await load(GROWTH_PROBE);
    const main = await load(MEASURED);
    await openFullHall(client, firstDay);
    const feed = '/feeds/rooms/full-hall.ics';
    await untilFull(client, feed);
    const bare = await startBare(client, feed);
    const ratios = await feedRatios(client, clientOf(bare.base, CONCURRENT), feed);
    bare.stop();
    say(JSON.stringify(ratios));
    while (used < stored) await load(Math.min(10_000, stored - used));
    const many = await load(GROWTH_PROBE);
    const rssMb = server.rssMb();
    client.close();
    await server.stop();
    server = await startServer(dir, PORT);
    const { startupMs } = server;
    return {
      journeysPerSecond: rounded(main.journeysPerSecond, 0),
      p50Ms: rounded(main.p50Ms, 1),
      p99Ms: rounded(main.p99Ms, 1),
      growthRatio: rounded(few.journeysPerSecond / many.journeysPerSecond),
      feedRatio200: rounded(ratios.feedRatio200),
      feedRatio304: rounded(ratios.feedRatio304),
      rssMb: rounded(rssMb, 0),
      startupMs: rounded(startupMs, 0),
      stored: used,
      feedEvents: ratios.feedEvents,
      feedBytes: ratios.feedBytes,
    };
  } finally {
    client.close();
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}
