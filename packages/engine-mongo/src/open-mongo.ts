import { type Clock, type EventLog, Fault, type Logger, type Records, type Vault, type Views } from '@huitang/runtime';
import type { Connection } from 'mongoose';
import { connect } from './connection.ts';
import { requireDatabase } from './existing.ts';
import { type OpenLog, openLog } from './log/event-log.ts';
import { openRecords } from './records.ts';
import { askServer, checkServer, type Server } from './server.ts';
import { asFault, faulting } from './storage-fault.ts';
import { openVault } from './vault.ts';
import { openViews } from './views/views.ts';
import { type Writing, writingTo } from './writing.ts';

export interface MongoOptions {
  readonly uri: string;
  /** What the names of its databases begin with: `<database>_<service>` and, for all, `<database>_vault`. */
  readonly database: string;
  /** Whose log, views and records these are. */
  readonly service: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Lets a server be used that can lose what it acknowledged: FerretDB, or a MongoDB without replicas. For tests. */
  readonly allowStandIn?: boolean;
  /** For whoever only looks: a service's database that is not there is refused (`no-database`), not made. */
  readonly mustExist?: boolean;
}

/** Every port but the bus, on MongoDB. */
export interface MongoEngine {
  log(service: string): EventLog;
  readonly views: Views;
  readonly records: Records;
  readonly vault: Vault;
  readonly server: { readonly name: string; readonly version: string };
  /** Rejects when no primary answers in time, or an index is not there any more. */
  ready(): Promise<void>;
  /** Ends all connections; calls under way fail. */
  close(): Promise<void>;
}

const READY_MS = 3_000;

const NAME = /^[a-z0-9][a-z0-9-]{0,30}$/;

function checkName(name: string, what: string): void {
  if (NAME.test(name)) return;
  throw new Fault('invalid-name', `${what} is part of a database's name, which ${name} cannot be`, {
    retriable: false,
  });
}

/** Rejects with `storage-unavailable` when `task` takes longer. */
async function within(clock: Clock, ms: number, task: Promise<void>): Promise<void> {
  let callOff = (): void => {};
  const late = new Promise<never>((_, reject) => {
    callOff = clock.after(ms, () => {
      reject(new Fault('storage-unavailable', `the database has not answered in ${ms} ms`, { retriable: true }));
    });
  });
  try {
    await Promise.race([task, late]);
  } finally {
    callOff();
  }
}

/**
 * Connects, makes collections and indexes be there, and verifies them. Rejects with a `Fault`: `storage-unavailable`
 * (retriable), `index-missing`, `stand-in-refused`, `invalid-name`, `no-database`.
 */
export async function openMongo(options: MongoOptions): Promise<MongoEngine> {
  checkName(options.database, 'database');
  checkName(options.service, 'service');
  const connection = await connect(options.uri, `huitang-${options.service}`);
  try {
    const server = await askServer(connection);
    checkServer(server, options.allowStandIn ?? false);
    if (options.mustExist) await requireDatabase(connection, `${options.database}_${options.service}`, options.clock);
    if (!server.replicated) options.logger.warn({ ...server }, 'a stand-in: what it acknowledges may be lost');
    return await engineOn(connection, server, options);
  } catch (error) {
    await connection.close(true);
    throw asFault(error);
  }
}

/** The engine on a connection, with the statements that the server is said to need. */
export async function engineOn(connection: Connection, server: Server, options: MongoOptions): Promise<MongoEngine> {
  const { database: prefix, service, clock } = options;
  const databaseOf = (name: string): Connection => connection.useDb(`${prefix}_${name}`, { useCache: true });
  const writings = new Map<Connection, Writing>();
  const writingOf = (one: Connection): Writing => {
    const writing = writings.get(one) ?? writingTo(server);
    writings.set(one, writing);
    return writing;
  };
  const own = databaseOf(service);
  const vault = databaseOf('vault');
  const logs = new Map<string, OpenLog>();
  const logOf = (name: string): OpenLog => {
    checkName(name, 'service');
    const opened = logs.get(name) ?? openLog(databaseOf(name), server, writingOf(databaseOf(name)));
    logs.set(name, opened);
    return opened;
  };
  const records = openRecords(own, { clock, writing: writingOf(own), server });
  await Promise.all([logOf(service).prepare(), records.prepare()]);
  const views = await openViews(own, server, writingOf(own), clock);
  const check = (): Promise<void> =>
    faulting(async () => {
      await connection.getClient().db('admin').command({ ping: 1 });
      await Promise.all([logOf(service).verify(), records.verify(), views.verify()]);
    });
  return {
    log: (name) => logOf(name).log,
    views: views.views,
    records: records.records,
    vault: openVault(vault, writingOf(vault)),
    server: { name: server.name, version: server.version },
    ready: () => within(clock, READY_MS, check()),
    close: () => connection.close(true),
  };
}
