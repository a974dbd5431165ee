import { randomBytes } from 'node:crypto';
import { type MongoEngine, type MongoOptions, openMongo } from '@huitang/engine-mongo';
import { runningEngines } from '@huitang/local-engines';
import { type Clock, createLogger } from '@huitang/runtime';
import type { Harness } from '@huitang/runtime/conformance';
import { afterAll } from '@jest/globals';
import { type Connection, createConnection } from 'mongoose';
import { connect } from '../src/connection.ts';
import { engineOn } from '../src/open-mongo.ts';
import { askServer, type Server } from '../src/server.ts';

let passedMs = 0;

/** The machine's clock where something waits; what time it is, tests say: the stand-in may take long for a call. */
const START_MS = Date.now();

const clock: Clock = {
  now: () => START_MS + passedMs,
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};

/** For everybody's clock. */
export const passTime = (ms: number): void => {
  passedMs += ms;
};

const logger = createLogger('silent');

/** Databases of this run of this file alone. */
export const PREFIX = `test-${randomBytes(4).toString('hex')}`;

export const SERVICE = 'scheduling';

const mongoUri = async (): Promise<string> => (await runningEngines()).mongo.uri;

export const openHere = async (more: Partial<MongoOptions> = {}): Promise<MongoEngine> =>
  openMongo({
    uri: await mongoUri(),
    database: PREFIX,
    service: SERVICE,
    clock,
    logger,
    allowStandIn: true,
    ...more,
  });

/** Where its first host is. */
export async function serverPlace(): Promise<{ readonly host: string; readonly port: number }> {
  const [, host = '127.0.0.1', port = '27017'] =
    /^mongodb:\/\/(?:[^@/]*@)?([^:,/]+)(?::(\d+))?/.exec(await mongoUri()) ?? [];
  return { host, port: Number(port) };
}

/** An engine that is told that the server at hand uses its indexes, so that it gets the statements MongoDB gets. */
export async function openAsIndexed(more: Partial<Server> = {}, uri?: string): Promise<MongoEngine> {
  const connection = await connect(uri ?? (await mongoUri()), 'huitang-test');
  const server = { ...(await askServer(connection)), findsByIdOnly: false, ...more };
  return engineOn(connection, server, { uri: '', database: PREFIX, service: SERVICE, clock, logger });
}

let own: Promise<Connection> | undefined;

/** A connection beside the engine's, to look at what it keeps and to change that behind its back. */
export function beside(): Promise<Connection> {
  own ??= mongoUri().then((uri) => createConnection(uri).asPromise());
  return own;
}

const databases = async () => {
  const client = (await beside()).getClient();
  return [SERVICE, 'vault'].map((name) => client.db(`${PREFIX}_${name}`));
};

/**
 * Empties every collection: dropping them, with their indexes, takes the stand-in much longer. Those of views are dropped:
 * their numbers are given again here, to definitions with other indexes.
 */
export async function emptyAll(): Promise<void> {
  for (const database of await databases()) {
    for (const collection of await database.collections()) {
      if (collection.collectionName.startsWith('view.')) await collection.drop();
      else await collection.deleteMany({});
    }
  }
}

afterAll(async () => {
  for (const database of await databases()) await database.dropDatabase();
  await (await beside()).close();
});

/** One port of an engine on empty databases, for the conformance suites. */
export const harnessFor =
  <Port>(portOf: (engine: MongoEngine) => Port, open: () => Promise<MongoEngine> = openHere) =>
  async (): Promise<Harness<Port>> => {
    await emptyAll();
    let engine = await open();
    return {
      port: portOf(engine),
      async reopen() {
        await engine.close();
        engine = await open();
        return portOf(engine);
      },
      close: () => engine.close(),
      time: {
        now: () => clock.now(),
        pass: async (ms) => passTime(ms),
      },
    };
  };
