import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/free-port.ts';
import { feedOfHall, openHall } from './feeds/halls.ts';
import { ratiosOf } from './feeds/ratios.ts';
import { type Client, clientOf } from './http-client.ts';
import { journeys, openCenters } from './journeys.ts';
import { startServer } from './server.ts';

const CONCURRENT = 50;
const WARM_UP = 500;
const MEASURED = 5_000;
const FEW = 1_000;
const GROWTH_PROBE = 3_000;
const FEED_REQUESTS = 300;

export interface MainOptions {
  /** How many activities are stored at the end; the figure is 100,000. */
  readonly stored: number;
}

const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

const LOOK_EVERY_MS = 500;

/** Nothing is left to be mailed: what feeds cost is measured beside nothing else. */
async function untilMailed({ ask }: Client): Promise<void> {
  for (;;) {
    const { text } = await ask('GET', '/metrics');
    if (/^huitang_deliveries_due 0$/m.test(text)) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));

/** The main job under load, on a data folder of its own; numbers as printed last. */
export async function mainBench({ stored }: MainOptions): Promise<Record<string, number>> {
  const dir = mkdtempSync(join(tmpdir(), 'huitang-bench-'));
  const firstDay = Math.floor(Date.now() / 86_400_000) * 86_400_000 + 3 * 86_400_000;
  let server = await startServer(dir, await freePort());
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
    const hall = { name: 'full', events: 1_000, firstDay };
    await openHall(client, hall);
    await untilMailed(client);
    const ratios = await ratiosOf(server.base, client, feedOfHall(hall), FEED_REQUESTS);
    say(JSON.stringify(ratios));
    await load(WARM_UP);
    await load(FEW - WARM_UP);
    const few = await load(GROWTH_PROBE);
    const main = await load(MEASURED);
    while (used < stored) await load(Math.min(10_000, stored - used));
    const many = await load(GROWTH_PROBE);
    const rssMb = server.rssMb();
    client.close();
    await server.stop();
    server = await startServer(dir, await freePort());
    const { startupMs } = server;
    return {
      journeysPerSecond: rounded(main.journeysPerSecond, 0),
      p50Ms: rounded(main.p50Ms, 1),
      p99Ms: rounded(main.p99Ms, 1),
      growthRatio: rounded(few.journeysPerSecond / many.journeysPerSecond),
      feedRatio200: rounded(ratios.ok),
      feedRatio304: rounded(ratios.notModified),
      rssMb: rounded(rssMb, 0),
      startupMs: rounded(startupMs, 0),
      stored: used,
      feedEvents: ratios.events,
      feedBytes: ratios.bytes,
    };
  } finally {
    client.close();
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}
