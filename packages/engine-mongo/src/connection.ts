import { type Connection, type ConnectOptions, createConnection, type Schema } from 'mongoose';
import { asFault } from './storage-fault.ts';

/** How long one call may take on the server, where it would otherwise wait without end. */
export const CALL_MAX_MS = 10_000;

/** Options of every schema: nothing is added, guessed or cast away. */
export const SCHEMA_OPTIONS = {
  strict: 'throw',
  strictQuery: 'throw',
  versionKey: false,
  minimize: false,
  autoIndex: false,
  autoCreate: false,
  id: false,
} as const;

/**
 * Acknowledged means: on the disk of a majority. Read is what a majority has, so nothing that a new primary may take back;
 * always from the primary. Stronger reads say so where they are made.
 */
const optionsFor = (appName: string): ConnectOptions => ({
  appName,
  autoIndex: false,
  autoCreate: false,
  bufferCommands: false,
  sanitizeFilter: true,
  readPreference: 'primary',
  // In these words, which win over those in the uri; `writeConcern` and `readConcern` would lose.
  readConcernLevel: 'majority',
  w: 'majority',
  journal: true,
  wtimeoutMS: CALL_MAX_MS,
  maxPoolSize: 20,
  maxIdleTimeMS: 60_000,
  waitQueueTimeoutMS: 5_000,
  connectTimeoutMS: 5_000,
  serverSelectionTimeoutMS: 5_000,
  socketTimeoutMS: 2 * CALL_MAX_MS,
});

/** A connection of its own, not mongoose's default one. Rejects with `storage-unavailable` when no server answers. */
export async function connect(uri: string, appName: string): Promise<Connection> {
  const connection = createConnection(uri, optionsFor(appName));
  try {
    return await connection.asPromise();
  } catch (error) {
    await connection.close(true).catch(() => undefined);
    throw asFault(error);
  }
}

/** The model of a collection; asking twice gives the same one. */
export const modelOf = <T>(database: Connection, collection: string, schema: Schema<T>) =>
  database.models[collection] ? database.model<T>(collection) : database.model<T>(collection, schema, collection);
