import { Fault, messageOf } from '@huitang/runtime';
import { Error as MongooseError, mongo } from 'mongoose';

/** The server's codes (error_codes.yml) that mean: not now, or not here; the call itself was right. */
const UNAVAILABLE = new Set([
  1, // InternalError
  6, // HostUnreachable
  7, // HostNotFound
  13, // Unauthorized: a password that is being changed must not park what waits for it
  18, // AuthenticationFailed
  24, // LockTimeout
  43, // CursorNotFound
  50, // MaxTimeMSExpired
  64, // WriteConcernFailed
  89, // NetworkTimeout
  91, // ShutdownInProgress
  100, // UnsatisfiableWriteConcern
  112, // WriteConflict
  134, // ReadConcernMajorityNotAvailableYet
  136, // CappedPositionLost
  175, // QueryPlanKilled
  189, // PrimarySteppedDown
  262, // ExceededTimeLimit
  9001, // SocketException
  10107, // NotWritablePrimary
  11600, // InterruptedAtShutdown
  11602, // InterruptedDueToReplStateChange
  13435, // NotPrimaryNoSecondaryOk
  13436, // NotPrimaryOrSecondary
  14031, // OutOfDiskSpace
]);

const DUPLICATE_KEY = 11_000;

/** True when a unique key is taken, by whatever index. */
export const isDuplicateKey = (error: unknown): boolean =>
  error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY;

function isUnavailable(error: unknown): boolean {
  if (error instanceof MongooseError.MongooseServerSelectionError) return true;
  if (!(error instanceof mongo.MongoError)) return false;
  // Everything the driver itself says about connections, pools, selection and time; only misuse of its interface is not that.
  if (!(error instanceof mongo.MongoServerError)) return !(error instanceof mongo.MongoInvalidArgumentError);
  if (error instanceof mongo.MongoWriteConcernError) return true;
  // The driver's own trouble amid many changes, dressed up as the server's: that would have a code.
  if (error instanceof mongo.MongoBulkWriteError && error.code === undefined) return true;
  const labelled = ['RetryableWriteError', 'TransientTransactionError'].some((label) => error.hasErrorLabel(label));
  return labelled || UNAVAILABLE.has(Number(error.code));
}

/** A server that is absent, busy or changing its primary becomes a retriable fault; anything else stays as it is. */
export function asFault(error: unknown): unknown {
  if (error instanceof Fault || !isUnavailable(error)) return error;
  const message = `the database cannot be used now: ${messageOf(error)}`;
  return new Fault('storage-unavailable', message, { retriable: true, cause: error });
}

/** Runs a call to the server; what it throws is a `Fault` where the server is to blame. */
export async function faulting<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw asFault(error);
  }
}
