import { type ServiceFactory, startHost } from '@huitang/runtime';
import { embedded, services } from '@huitang/standalone';
import { type Season, storeSeason } from './season.ts';

/** What the process is told to do, one after the other. */
export type Order =
  | { readonly do: 'store'; readonly dataDir: string; readonly season: Season }
  | { readonly do: 'rebuild' }
  | { readonly do: 'measure' };

export interface Rebuilt {
  readonly base: string;
  readonly ms: number;
}

export interface Memory {
  /** Bytes in use after a full collection, buffers included. */
  readonly used: number;
  readonly rssMb: number;
}

let platform: Awaited<ReturnType<typeof embedded>> | undefined;

async function store(dataDir: string, season: Season): Promise<void> {
  platform = await embedded({
    dataDir,
    publicUrl: 'http://localhost',
    mailFrom: 'a@b.example',
    logLevel: 'warn',
    version: '0',
  });
  await storeSeason(platform, season);
}

/** The calendar service alone, with nothing but its read models. */
const calendar: readonly ServiceFactory[] = services
  .filter(({ name }) => name === 'calendar')
  .map(({ name, create }) => ({
    name,
    create(context) {
      const service = create(context);
      return { ...service, consumers: service.consumers.filter(({ rebuilds }) => rebuilds.length > 0), ticks: [] };
    },
  }));

/** From the beginning of the log, as after a rewind; until it has heard everything. */
async function rebuild(): Promise<Rebuilt> {
  if (!platform) throw new Error('nothing is stored');
  const startedAt = performance.now();
  const host = await startHost(platform, calendar, { port: 0, host: '127.0.0.1' });
  await host.idle();
  return { base: host.address ?? '', ms: performance.now() - startedAt };
}

function measure(): Memory {
  // Twice: what the first one lets go of may have held something else.
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { used: heapUsed + external, rssMb: rss / 1_048_576 };
}

async function carryOut(order: Order): Promise<Rebuilt | Memory | 'stored'> {
  switch (order.do) {
    case 'store':
      await store(order.dataDir, order.season);
      return 'stored';
    case 'rebuild':
      return rebuild();
    case 'measure':
      return measure();
  }
}

// Forked by rebuild.ts, which knows these shapes.
process.on('message', (order) => {
  carryOut(order as Order).then(
    (done) => process.send?.(done),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      process.exit(1);
    },
  );
});
