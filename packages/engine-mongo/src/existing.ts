import { type Clock, Fault } from '@huitang/runtime';
import type { Connection } from 'mongoose';
import { faulting } from './storage-fault.ts';

/** The stand-in has been seen to list nothing, once, of what was there. */
const LOOKS = 3;
const PAUSE_MS = 300;

/**
 * Rejects with `no-database` when there is none of that name. Asked for its collections, which makes nothing; a list of
 * all databases is more than a service's user may see, and takes the stand-in minutes.
 */
export async function requireDatabase(connection: Connection, name: string, clock: Clock): Promise<void> {
  const database = connection.getClient().db(name);
  for (let look = 1; look <= LOOKS; look += 1) {
    const [first] = await faulting(() => database.listCollections({}, { nameOnly: true, batchSize: 1 }).toArray());
    if (first) return;
    await new Promise<void>((resolve) => clock.after(PAUSE_MS, resolve));
  }
  throw new Fault('no-database', `there is no database ${name}`, { retriable: false });
}
