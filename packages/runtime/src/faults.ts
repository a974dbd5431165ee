import { types } from 'node:util';

/**
 * Something went wrong that is nobody's decision. `retriable` says whether the same call may succeed later;
 * whoever catches it decides by that alone. Refusals are values, never faults.
 */
export class Fault extends Error {
  readonly retriable: boolean;
  readonly code: string;

  constructor(code: string, message: string, options: { retriable: boolean; cause?: unknown }) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Fault';
    this.code = code;
    this.retriable = options.retriable;
  }
}

export const isRetriable = (error: unknown): boolean => error instanceof Fault && error.retriable;

// An error of another realm (a worker, a test's sandbox) is no instance of this one's Error.
export const messageOf = (error: unknown): string =>
  error instanceof Error || types.isNativeError(error) ? error.message : String(error);

/** What the system or a library calls it (`ENOENT`, `ECONNREFUSED`); empty where it has no code. */
export const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
