import type { EventMessage } from '@huitang/contracts';
import type { Clock, EventBus, EventLog, Ids, Logger, Records, Vault, Views } from '@huitang/runtime';
import { backupTo } from './backup.ts';
import { eventBus } from './bus/event-bus.ts';
import { publishLeftovers } from './bus/publish-leftovers.ts';
import { createCheckpointer } from './checkpointer.ts';
import { logCutter } from './cut-log.ts';
import { dataFile } from './data-file.ts';
import { eventLog } from './event-log.ts';
import { lockFolder } from './folder-lock.ts';
import { historyOf } from './history.ts';
import { records } from './records.ts';
import { prepareDatabase } from './schema.ts';
import { openSql, type Sql } from './sql.ts';
import { asFault } from './storage-fault.ts';
import { createStore, type Store } from './store.ts';
import { vault } from './vault.ts';
import type { Verified } from './verify/findings.ts';
import { verifyDatabase } from './verify/verify.ts';
import { views } from './views/views.ts';
import { walDisk } from './wal-disk.ts';

export interface EmbeddedOptions {
  /** The data folder; created when it is not there. */
  readonly dir: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  /** The bus is another engine's: what is appended waits for a relay, and this engine's own bus stays silent. */
  readonly relayed?: boolean;
}

/** Every durable port on one file, `huitang.db`, in a folder that only this process uses. */
export interface EmbeddedEngine {
  log(service: string): EventLog;
  readonly bus: EventBus;
  readonly views: Views;
  readonly records: Records;
  readonly vault: Vault;
  /** A stream's public events, from its owner's log. */
  history(stream: string): Promise<readonly EventMessage[]>;
  /** Rejects when the file cannot be read or, after a failed write, still not be written. */
  ready(): Promise<void>;
  /** Copies the database into a new file while it is in use. */
  backup(file: string): Promise<void>;
  /** Reads everything and says what is wrong; nothing else runs meanwhile. */
  verify(): Promise<Verified>;
  /** Groups of writes committed (an fsync each), and the writes in them. */
  stats(): { readonly groups: number; readonly jobs: number };
  /** Writes what is queued, ends the bus without waiting for handlers, and gives the folder back. */
  close(): Promise<void>;
}

function readiness(store: Store): () => Promise<void> {
  const readProbe = store.sql.prepare('SELECT 1 FROM group_positions LIMIT 1');
  // A statement that changes nothing would write nothing, and so be no proof. No group is called that.
  const writeProbe = store.sql.prepare("INSERT OR REPLACE INTO group_positions (name, position) VALUES ('', 0)");
  return async () => {
    await store.read(() => readProbe.get([]));
    if (store.fault()) await store.write(() => writeProbe.run([]));
  };
}

/** Opens or creates the data in a folder. Throws a `Fault`: `folder-in-use`, `storage-corrupt`, `newer-data` … */
export function openEmbedded(options: EmbeddedOptions): EmbeddedEngine {
  const unlock = lockFolder(options.dir);
  const file = dataFile(options.dir);
  let sql: Sql | undefined;
  try {
    sql = openSql(file);
    prepareDatabase(sql);
    return engineOn(sql, options, unlock);
  } catch (error) {
    sql?.close();
    unlock();
    throw asFault(error, file);
  }
}

function engineOn(sql: Sql, options: EmbeddedOptions, unlock: () => void): EmbeddedEngine {
  const { clock, ids, logger, relayed = false } = options;
  const disk = walDisk(sql);
  const checkpointer = createCheckpointer({ sql, clock, logger, walBytes: disk.walBytes });
  const store = createStore(sql, disk, checkpointer.afterGroup);
  const logs = new Map<string, EventLog>();
  const bus = eventBus({ store, clock, ids, logger });
  if (!relayed) publishLeftovers(sql, bus.outlet);
  let closed = false;
  return {
    log(service) {
      const log = logs.get(service) ?? eventLog(store, service, relayed ? undefined : bus.outlet);
      logs.set(service, log);
      return log;
    },
    bus,
    views: views(store),
    records: records(store, clock),
    vault: vault(store, logCutter({ store, clock, checkpointer })),
    history: historyOf(store),
    ready: readiness(store),
    backup: (file) => backupTo(sql.file, file),
    verify: () => store.read(() => verifyDatabase(sql)),
    stats: () => store.stats(),
    async close() {
      if (closed) return;
      closed = true;
      await bus.stop();
      await checkpointer.close();
      store.close();
      unlock();
    },
  };
}
