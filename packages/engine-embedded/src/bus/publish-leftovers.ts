import { busMessagesOf, type Commit } from '@huitang/runtime';
import type { Sql } from '../sql.ts';
import type { Published } from './bus-store.ts';
import type { Outlet } from './outlet.ts';

const BATCH = 500;

interface Leftover {
  readonly seq: number;
  readonly service: string;
  readonly body: string;
}

const messagesIn = ({ service, body }: Leftover) =>
  // What is in the column was a Commit when it was written.
  busMessagesOf(service, JSON.parse(body) as Commit);

/**
 * Puts what an earlier version left to its relay on the bus, at opening and so before anything else: of what comes after
 * it in its stream nobody asks whether something is missing. What had been put there and was still marked comes twice.
 */
export function publishLeftovers(sql: Sql, outlet: Outlet): void {
  const left = sql.prepare<Leftover>(
    `SELECT seq, service, body FROM commits WHERE unpublished = 1 ORDER BY service, stream, version LIMIT ${BATCH}`,
  );
  const mark = sql.prepare('UPDATE commits SET unpublished = NULL WHERE seq = ?');
  for (let rows = left.all([]); rows.length > 0; rows = left.all([])) {
    const published: Published[] = [];
    sql.exec('BEGIN IMMEDIATE');
    for (const row of rows) {
      published.push(...outlet.write(messagesIn(row)));
      mark.run([row.seq]);
    }
    sql.exec('COMMIT');
    outlet.arrived(published);
  }
}
