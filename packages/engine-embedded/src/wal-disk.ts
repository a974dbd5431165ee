import { closeSync, fdatasync, fdatasyncSync, fstatSync, openSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Sql } from './sql.ts';

const datasync = promisify(fdatasync);

/** Where committed groups become durable. */
export interface Disk {
  /** Resolves when everything that has been committed before the call survives a loss of power. */
  sync(): Promise<void>;
  /** The same, waiting for it. */
  syncNow(): void;
  /** How long the write-ahead log is. */
  walBytes(): number;
  close(): void;
}

/**
 * The write-ahead log of an open database, made durable beside the event loop. SQLite's `synchronous = FULL` would do
 * the same fdatasync of the same file inside every COMMIT, with this process waiting; with NORMAL it leaves that to us
 * and still syncs by itself whatever a checkpoint needs (sqlite.org/pragma.html#pragma_synchronous).
 */
export function walDisk(sql: Sql): Disk {
  sql.prepare('PRAGMA synchronous = NORMAL').all([]);
  let descriptor: number | undefined;
  // Opened at the first commit, when SQLite has made it. It locks only the database itself, so closing this is harmless.
  const handle = (): number => {
    descriptor ??= openSync(`${sql.file}-wal`, 'r+');
    return descriptor;
  };
  return {
    sync: () => datasync(handle()),
    syncNow: () => fdatasyncSync(handle()),
    walBytes: () => fstatSync(handle()).size,
    close() {
      if (descriptor !== undefined) closeSync(descriptor);
      descriptor = undefined;
    },
  };
}
