import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/free-port.ts';
import { feedOfHall, openHall } from './feeds/halls.ts';
import { ratiosOf } from './feeds/ratios.ts';
import { type Client, clientOf } from './http-client.ts';
import { journeys, type Measured, openCenters } from './journeys.ts';
import { startServer } from './server.ts';

const CONCURRENT = 50;
const WARM_UP = 500;
const BEFORE = 3_500;
const MEASURED = 5_000;
const FEW = 1_000;
const GROWTH_PROBE = 500;
const GROWTH_ROUNDS = 7;
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

/** Journeys for one server, each with a room and an hour of its own. */
function loaderOf(client: Client, firstDay: number) {
  let used = 0;
  return {
    used: () => used,
    async load(count: number): Promise<Measured> {
      const measured = await journeys({ client, firstDay, from: used, count, concurrent: CONCURRENT });
      used += count;
      say(`${used} stored: ${measured.journeysPerSecond.toFixed(0)}/s, p99 ${measured.p99Ms.toFixed(0)} ms`);
      return measured;
    },
  };
}

type Loader = ReturnType<typeof loaderOf>;

/** An empty server beside the other, with so few stored as that one began with. */
async function withFewStored<T>(firstDay: number, use: (few: Loader) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'huitang-bench-'));
  const server = await startServer(dir, await freePort());
  const client = clientOf(server.base, CONCURRENT);
  try {
    await openCenters(client);
    const few = loaderOf(client, firstDay);
    await few.load(FEW);
    return await use(few);
  } finally {
    client.close();
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

/**
 * What a journey costs with many stored over what it costs with few: both in turn, and the middle one of the ratios. The
 * machine swings more within minutes than the two differ.
 */
async function growthOf(many: Loader, few: Loader): Promise<number> {
  const ratios: number[] = [];
  for (let round = 0; round < GROWTH_ROUNDS; round += 1) {
    const withFew = await few.load(GROWTH_PROBE);
    const withMany = await many.load(GROWTH_PROBE);
    ratios.push(withFew.journeysPerSecond / withMany.journeysPerSecond);
  }
  say(`growth: ${ratios.map((ratio) => ratio.toFixed(2)).join(', ')}`);
  return ratios.sort((a, b) => a - b)[Math.floor(ratios.length / 2)] ?? Number.NaN;
}

/** The main job under load, on a data folder of its own; numbers as printed last. */
export async function mainBench({ stored }: MainOptions): Promise<Record<string, number>> {
  const dir = mkdtempSync(join(tmpdir(), 'huitang-bench-'));
  const firstDay = Math.floor(Date.now() / 86_400_000) * 86_400_000 + 3 * 86_400_000;
  let server = await startServer(dir, await freePort());
  const client = clientOf(server.base, CONCURRENT);
  const many = loaderOf(client, firstDay);
  try {
    await openCenters(client);
    const hall = { name: 'full', events: 1_000, firstDay };
    await openHall(client, hall);
    await untilMailed(client);
    const ratios = await ratiosOf(server.base, client, feedOfHall(hall), FEED_REQUESTS);
    say(JSON.stringify(ratios));
    await many.load(WARM_UP);
    await many.load(BEFORE);
    const main = await many.load(MEASURED);
    while (many.used() < stored) await many.load(Math.min(10_000, stored - many.used()));
    const rssMb = server.rssMb();
    const growthRatio = await withFewStored(firstDay, (few) => growthOf(many, few));
    client.close();
    await server.stop();
    server = await startServer(dir, await freePort());
    const { startupMs } = server;
    return {
      journeysPerSecond: rounded(main.journeysPerSecond, 0),
      p50Ms: rounded(main.p50Ms, 1),
      p99Ms: rounded(main.p99Ms, 1),
      growthRatio: rounded(growthRatio),
      feedRatio200: rounded(ratios.ok),
      feedRatio304: rounded(ratios.notModified),
      rssMb: rounded(rssMb, 0),
      startupMs: rounded(startupMs, 0),
      stored: many.used(),
      feedEvents: ratios.events,
      feedBytes: ratios.bytes,
    };
  } finally {
    client.close();
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}
