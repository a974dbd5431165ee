import { type Commit, needsPublishing } from '@huitang/runtime';
import { Schema } from 'mongoose';
import { SCHEMA_OPTIONS } from '../connection.ts';
import type { IndexSpec } from '../indexes.ts';

/** A commit as it is kept: what it is found by, and the whole of it as JSON text, which no rule of field names touches. */
export interface CommitDocument {
  /** `<stream>@<version>`, the version with leading zeros: their order is (stream, version). */
  readonly _id: string;
  readonly stream: string;
  readonly version: number;
  readonly commandId: string;
  readonly body: string;
  /** Its `_id` until its public events are published; then absent. */
  readonly unpublished?: string;
  /** Its `_id` until it has its place in the order that `all` reads in; then absent. */
  readonly unplaced?: string;
}

export const commitSchema = new Schema<CommitDocument>(
  {
    _id: { type: String, required: true },
    stream: { type: String, required: true },
    version: { type: Number, required: true },
    commandId: { type: String, required: true },
    body: { type: String, required: true },
    unpublished: String,
    unplaced: String,
  },
  SCHEMA_OPTIONS,
);

export const commitIndexes: readonly IndexSpec[] = [
  { name: 'command', fields: ['stream', 'commandId'], unique: true },
  { name: 'unpublished', fields: ['unpublished'], sparse: true },
  { name: 'unplaced', fields: ['unplaced'], sparse: true },
];

const VERSION_DIGITS = 10;
const VERSION_MAX = 10 ** VERSION_DIGITS - 1;

/** False for what no commit of a stream can have: versions are 1, 2, 3 … */
export const isVersion = (version: number): boolean =>
  Number.isInteger(version) && version >= 1 && version <= VERSION_MAX;

export const keyOf = (stream: string, version: number): string =>
  `${stream}@${String(version).padStart(VERSION_DIGITS, '0')}`;

/** Comes after every key of the stream: the character after the digits. */
export const endOfStream = (stream: string): string => `${stream}@:`;

export function documentOf(commit: Commit): CommitDocument {
  const { stream, version, commandId } = commit;
  const key = keyOf(stream, version);
  return {
    _id: key,
    stream,
    version,
    commandId,
    body: JSON.stringify(commit),
    unplaced: key,
    ...(needsPublishing(commit) && { unpublished: key }),
  };
}

// The text was a Commit when it was written.
export const commitOf = ({ body }: Pick<CommitDocument, 'body'>): Commit => JSON.parse(body) as Commit;
