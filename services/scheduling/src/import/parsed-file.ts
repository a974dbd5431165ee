import type { Audience } from '@huitang/contracts';

/** Why one row is not taken; the other rows are. */
export interface RowError {
  /** The column of the CSV, or for ICS what stands for it: `room` is LOCATION. */
  readonly field: 'id' | 'room' | 'start' | 'end' | 'title' | 'kind' | 'headcount' | 'audience' | 'recurrence';
  readonly code:
    | 'missing'
    | 'invalid'
    | 'too-long'
    | 'no-zone'
    | 'unknown-zone'
    | 'ends-before-start'
    | 'zero-length'
    | 'repeated-id'
    | 'recurring-not-taken';
  readonly message: string;
}

/** One booking of a file, or the reason why it is none. What could be read is there even beside an error. */
export interface ImportRow {
  /** Where it begins in the file, from 1. */
  readonly line: number;
  /** The file's own id for it, else one that the same row always gets. */
  readonly uid: string;
  readonly room?: string;
  /** UTC, `2014-12-27T10:00:00Z`; half-open. */
  readonly start?: string;
  readonly end?: string;
  readonly title: string;
  readonly kind?: string;
  readonly headcount?: number;
  readonly audience?: Audience;
  readonly error?: RowError;
  /** The file says that it is cancelled; then nothing else need be right about it. */
  readonly cancelled?: true;
}

export interface FileRefusal {
  readonly code: 'broken-file';
  readonly line?: number;
  readonly message: string;
}

/** A file is taken row by row, or, when it cannot be read from end to end, not at all. */
export type ParsedFile =
  | { readonly ok: true; readonly rows: readonly ImportRow[]; readonly ignoredColumns: readonly string[] }
  | { readonly ok: false; readonly refusal: FileRefusal };

export const broken = (message: string, line?: number): { readonly ok: false; readonly refusal: FileRefusal } => ({
  ok: false,
  refusal: { code: 'broken-file', message, ...(line === undefined ? {} : { line }) },
});

const FILE_BYTES_MAX = 10 * 1024 * 1024;
export const FILE_ROWS_MAX = 20_000;

/** The text without byte order mark and with LF line ends, so that lines count the same everywhere; undefined when too large. */
export const normalized = (text: string): string | undefined =>
  Buffer.byteLength(text) > FILE_BYTES_MAX ? undefined : text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');

export const tooLarge = broken(`at most ${FILE_BYTES_MAX} bytes`);
export const tooManyRows = broken(`at most ${FILE_ROWS_MAX} rows`);
