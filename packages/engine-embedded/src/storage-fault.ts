import { accessSync, constants } from 'node:fs';
import { dirname } from 'node:path';
import { Fault, messageOf } from '@huitang/runtime';
import { resultCodeOf, resultCodes } from './sqlite/result-code.ts';
import { whyNotWritten } from './why-not-written.ts';

const { busy, locked, noMemory, readOnly, ioError, full, cannotOpen, corrupt, notADatabase } = resultCodes;

/** The disk, not the statement. */
const UNAVAILABLE: ReadonlySet<number> = new Set([busy, locked, noMemory, readOnly, ioError, full, cannotOpen]);
const DAMAGED: ReadonlySet<number> = new Set([corrupt, notADatabase]);

const couldNotOpen = (error: unknown): boolean =>
  resultCodeOf(error) === cannotOpen || messageOf(error).includes('Unable to open connection');

/** SQLite says of a file only that it could not be opened; the operating system knows why. */
function whyUnavailable(error: unknown, file: string): string {
  if (!couldNotOpen(error)) return messageOf(error);
  const folder = dirname(file);
  try {
    accessSync(folder, constants.W_OK);
  } catch (reason) {
    return whyNotWritten(reason, folder);
  }
  return messageOf(error);
}

/** A full, absent or busy disk becomes a retriable fault, a damaged file one that is not; anything else stays as it is. */
export function asFault(error: unknown, file: string): unknown {
  if (error instanceof Fault) return error;
  const code = resultCodeOf(error);
  if (code !== undefined && DAMAGED.has(code)) {
    const message = `${file} is damaged (${messageOf(error)}); run verify, or restore a backup`;
    return new Fault('storage-corrupt', message, { retriable: false, cause: error });
  }
  if ((code !== undefined && UNAVAILABLE.has(code)) || couldNotOpen(error)) {
    const message = `${file} cannot be used now: ${whyUnavailable(error, file)}`;
    return new Fault('storage-unavailable', message, { retriable: true, cause: error });
  }
  return error;
}

/** True when the store as a whole failed, so that no other job of the group would have fared better. */
export const isStorageFault = (error: unknown): error is Fault =>
  error instanceof Fault && (error.code === 'storage-unavailable' || error.code === 'storage-corrupt');

export const closedFault = (file: string): Fault =>
  new Fault('storage-closed', `${file} has been closed`, { retriable: true });
