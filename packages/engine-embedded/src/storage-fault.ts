import { Fault, messageOf } from '@huitang/runtime';

/** SQLite's primary result codes (sqlite.org/rescode.html) that mean: the disk, not the statement. */
const UNAVAILABLE = new Set([
  5, // BUSY
  6, // LOCKED
  7, // NOMEM
  8, // READONLY
  10, // IOERR
  13, // FULL
  14, // CANTOPEN
]);
const DAMAGED = new Set([11 /* CORRUPT */, 26 /* NOTADB */]);

const primaryCode = (error: unknown): number | undefined => {
  if (typeof error !== 'object' || error === null || !('rawCode' in error)) return undefined;
  return typeof error.rawCode === 'number' ? error.rawCode & 0xff : undefined;
};

const couldNotOpen = (error: unknown): boolean => messageOf(error).includes('Unable to open connection');

/** A full, absent or busy disk becomes a retriable fault, a damaged file one that is not; anything else stays as it is. */
export function asFault(error: unknown, file: string): unknown {
  if (error instanceof Fault) return error;
  const code = primaryCode(error);
  if (code !== undefined && DAMAGED.has(code)) {
    const message = `${file} is damaged (${messageOf(error)}); run verify, or restore a backup`;
    return new Fault('storage-corrupt', message, { retriable: false, cause: error });
  }
  if ((code !== undefined && UNAVAILABLE.has(code)) || couldNotOpen(error)) {
    const message = `${file} cannot be used now: ${messageOf(error)}`;
    return new Fault('storage-unavailable', message, { retriable: true, cause: error });
  }
  return error;
}

/** True when the store as a whole failed, so that no other job of the group would have fared better. */
export const isStorageFault = (error: unknown): error is Fault =>
  error instanceof Fault && (error.code === 'storage-unavailable' || error.code === 'storage-corrupt');

export const closedFault = (file: string): Fault =>
  new Fault('storage-closed', `${file} has been closed`, { retriable: true });
