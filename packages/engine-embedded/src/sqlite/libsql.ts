import { createRequire } from 'node:module';
import type Database from 'libsql';
import type { Connection, Driver, Prepared } from './driver.ts';

// Loaded when it is used: its binary takes memory, and a Node that has SQLite itself does without.
const require = createRequire(import.meta.url);

function prepared(statement: Database.Statement): Prepared {
  return {
    all: (values) => statement.all(values),
    get: (values) => statement.get(values),
    run: (values) => statement.run(values),
    iterate: (values) => statement.iterate(values),
  };
}

function open(file: string): Connection {
  const LibsqlDatabase = require('libsql') as typeof Database;
  const database = new LibsqlDatabase(file);
  let isOpen = true;
  return {
    prepare: (text) => prepared(database.prepare(text)),
    exec: (text) => {
      database.exec(text);
    },
    // It ends the whole process when it is asked about a closed one.
    inTransaction: () => isOpen && database.inTransaction,
    close: () => {
      isOpen = false;
      database.close();
    },
  };
}

/** SQLite with its binary in a package, for every Node. */
export const libsql: Driver = {
  name: 'libsql',
  open,
  requiredAs: () => ({ module: require.resolve('libsql'), member: undefined }),
};
