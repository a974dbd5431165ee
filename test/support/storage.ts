import { randomUUID } from 'node:crypto';
import { openEmbedded } from '@huitang/engine-embedded';
import { openMongo } from '@huitang/engine-mongo';
import { createLogger, createMetrics, type EventLog, type Platform, type Records, type Views } from '@huitang/runtime';
import { demoPrincipals, fetchHttpClient, nodeClock, nodeIds } from '@huitang/runtime/adapters';
import type { DistributedWorld } from './distributed.ts';
import { newFolder, removeFolder } from './folder.ts';
import type { World } from './installation.ts';
import type { StandaloneWorld } from './standalone.ts';

/** What a service keeps, beside its process. */
export interface Storage {
  readonly log: EventLog;
  readonly views: Views;
  readonly records: Records;
  close(): Promise<void>;
}

const isStandalone = (world: World): world is StandaloneWorld => 'platform' in world;
const isDistributed = (world: World): world is DistributedWorld => 'engines' in world;

const [clock, ids, logger] = [nodeClock(), nodeIds(), createLogger('silent')];

async function onMongo(uri: string, database: string, service: string): Promise<Storage> {
  const engine = await openMongo({ uri, database, service, clock, logger, allowStandIn: true });
  return { log: engine.log(service), views: engine.views, records: engine.records, close: () => engine.close() };
}

/** That of a running world. */
export async function storageOf(world: World, service: string): Promise<Storage> {
  if (isDistributed(world)) return onMongo(world.engines.uri, world.engines.database, service);
  if (!isStandalone(world)) throw new Error('nobody knows where this world keeps what it has');
  const { log, views, records } = world.platform;
  return { log: log(service), views, records, close: async () => {} };
}

/** An empty one of the same sort. */
export async function newStorage(world: World, service: string): Promise<Storage> {
  if (isDistributed(world)) return onMongo(world.engines.uri, `r${randomUUID().slice(0, 8)}`, service);
  const dir = newFolder();
  const engine = openEmbedded({ dir, clock, ids, logger });
  return {
    log: engine.log(service),
    views: engine.views,
    records: engine.records,
    async close() {
      await engine.close();
      removeFolder(dir);
    },
  };
}

/** A platform on it, on which consumers can be made; nothing is published or mailed from it. */
export const platformOn = ({ log, views, records }: Storage, subscribe: Platform['bus']['subscribe']): Platform => ({
  log: () => log,
  views,
  records,
  bus: {
    subscribe,
    publish: async () => {},
    parked: async () => [],
    replayParked: async () => 0,
    rewind: async () => {},
    lag: async () => 0,
    idle: async () => {},
  },
  vault: { get: async () => undefined, put: async () => {}, subjects: async () => [], erase: async () => false },
  clock,
  ids,
  logger,
  metrics: createMetrics(),
  mailer: { send: async () => {} },
  http: fetchHttpClient(),
  principals: demoPrincipals(),
  ticker: { every: () => async () => {} },
  installation: {
    publicUrl: 'http://127.0.0.1',
    uidDomain: 'test.example',
    mailFrom: 'Huitang <huitang@example.org>',
    version: '0',
  },
  history: async () => [],
  ready: async () => {},
  close: async () => {},
});
