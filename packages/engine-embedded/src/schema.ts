import { Fault } from '@huitang/runtime';
import type { Sql } from './sql.ts';
import { asFault } from './storage-fault.ts';

const SCHEMA_VERSION = 1;

const TABLES = `
CREATE TABLE commits (
  seq INTEGER PRIMARY KEY,
  service TEXT NOT NULL,
  stream TEXT NOT NULL,
  version INTEGER NOT NULL,
  command_id TEXT NOT NULL,
  unpublished INTEGER,
  body TEXT NOT NULL
);
CREATE UNIQUE INDEX commits_key ON commits (stream, version);
CREATE UNIQUE INDEX commits_command ON commits (stream, command_id);
CREATE INDEX commits_unpublished ON commits (service, stream, version) WHERE unpublished = 1;

CREATE TABLE messages (
  offset INTEGER PRIMARY KEY AUTOINCREMENT,
  topic TEXT NOT NULL,
  key TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX messages_topic ON messages (topic);
CREATE TABLE group_positions (name TEXT NOT NULL PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE parked (
  name TEXT NOT NULL,
  subject TEXT NOT NULL,
  offset INTEGER NOT NULL,
  released INTEGER NOT NULL,
  error TEXT,
  PRIMARY KEY (name, subject, offset)
) WITHOUT ROWID;

CREATE TABLE view_definitions (
  name TEXT NOT NULL PRIMARY KEY,
  definition TEXT NOT NULL,
  pending INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE by_id_collections (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE by_id_documents (
  id TEXT NOT NULL,
  collection INTEGER NOT NULL,
  stream TEXT,
  version INTEGER NOT NULL,
  idx INTEGER NOT NULL,
  doc TEXT,
  PRIMARY KEY (id, collection)
) WITHOUT ROWID;

CREATE TABLE records (
  name TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  due_at REAL,
  expires_at REAL,
  PRIMARY KEY (name, key)
) WITHOUT ROWID;
CREATE INDEX records_due ON records (name, due_at, key) WHERE due_at IS NOT NULL;
CREATE INDEX records_expiry ON records (name, expires_at) WHERE expires_at IS NOT NULL;

CREATE TABLE vault (subject TEXT NOT NULL PRIMARY KEY, fields TEXT NOT NULL) WITHOUT ROWID;
`;

/** So long a statement waits for another connection. */
export const BUSY_TIMEOUT_MS = 100;

/** FULL: an fsync of the log file in every commit, while the tables are made; then `walDisk` takes that over. secure_delete: what is erased is overwritten, not only forgotten. */
const SETTINGS = [
  'page_size = 8192',
  'journal_mode = WAL',
  'synchronous = FULL',
  `busy_timeout = ${BUSY_TIMEOUT_MS}`,
  'secure_delete = ON',
  'cache_size = -8000',
  'temp_store = MEMORY',
  // Cutting the log's end off would hold up a COMMIT; it keeps its length until the file is closed.
  'journal_size_limit = -1',
];

/** The version of the file's tables, 0 for a file without any; throws `newer-data` for one this build does not know. */
export function knownVersion(sql: Sql): number {
  const version = sql.prepare<{ user_version: number }>('PRAGMA user_version').all([])[0]?.user_version ?? 0;
  if (version <= SCHEMA_VERSION) return version;
  const message = `${sql.file} was written by a newer version (schema ${version}, this one knows ${SCHEMA_VERSION})`;
  throw new Fault('newer-data', message, { retriable: false });
}

/** Sets a connection up and creates the tables of a new file; throws a `Fault` when the file is not ours to use. */
export function prepareDatabase(sql: Sql): void {
  try {
    for (const setting of SETTINGS) sql.prepare(`PRAGMA ${setting}`).all([]);
    if (knownVersion(sql) === 0)
      sql.exec(`BEGIN IMMEDIATE; ${TABLES} PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT;`);
  } catch (error) {
    throw asFault(error, sql.file);
  }
}
