import { Fault } from '@huitang/runtime';
import type { Connection } from 'mongoose';
import { faulting } from './storage-fault.ts';

/**
 * Rejects with `no-database` when there is none of that name. Asked for its collections, which makes nothing; a list of
 * all databases is more than a service's user may see, and takes the stand-in minutes.
 */
export async function requireDatabase(connection: Connection, name: string): Promise<void> {
  const database = connection.getClient().db(name);
  const [first] = await faulting(() => database.listCollections({}, { nameOnly: true, batchSize: 1 }).toArray());
  if (first) return;
  throw new Fault('no-database', `there is no database ${name}`, { retriable: false });
}
