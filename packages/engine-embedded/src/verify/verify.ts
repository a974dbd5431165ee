import { Fault } from '@huitang/runtime';
import { openSnapshot } from '../snapshot.ts';
import type { Sql } from '../sql.ts';
import { checkDocuments } from './documents.ts';
import { attempt, createFindings, type Findings, type Verified } from './findings.ts';
import { readMessages } from './messages.ts';
import { checkStreams } from './streams.ts';

function checkFile(sql: Sql, { problem }: Findings): void {
  for (const row of sql.prepare<{ integrity_check: string }>('PRAGMA integrity_check').all([])) {
    if (row.integrity_check !== 'ok') problem(row.integrity_check);
  }
}

/**
 * Checks the file itself, and in it: streams without gaps, each command once, each commit's `previous`, every published
 * event on the bus, in its stream's order and as its commit has it, and that everything kept as JSON can be read.
 * Takes as long as reading everything; nothing else runs meanwhile in this process.
 */
export function verifyDatabase(sql: Sql): Verified {
  const { findings, result } = createFindings();
  const part = (check: () => void): void => attempt(sql, findings, check);
  part(() => checkFile(sql, findings));
  part(() => checkStreams(sql, readMessages(sql, findings), findings));
  part(() => checkDocuments(sql, findings));
  return result();
}

/**
 * The same of a file that may be in use by another process, as it is at one moment. Throws a `Fault` when there is
 * nothing to check: `no-data`, `not-our-data`, `newer-data`; damage is a problem among the others.
 */
export function verifyFile(file: string): Verified {
  let sql: Sql;
  try {
    sql = openSnapshot(file);
  } catch (error) {
    if (!(error instanceof Fault && error.code === 'storage-corrupt')) throw error;
    return { problems: [error.message], streams: 0, commits: 0, messages: 0 };
  }
  try {
    return verifyDatabase(sql);
  } finally {
    sql.close();
  }
}
