import type { Commit } from '@huitang/runtime';
import { z } from 'zod';

/** Raised when a file of another kind could be misread by an older version, or the other way round. */
export const FORMAT_VERSION = 1;

export const FORMAT = 'huitang-log';

/** The first line. */
export const Header = z.strictObject({
  kind: z.literal('header'),
  format: z.literal(FORMAT),
  version: z.literal(FORMAT_VERSION),
  /** Of the software that wrote it. */
  software: z.string(),
  uidDomain: z.string().min(1),
  publicUrl: z.string(),
  services: z.array(z.string().min(1)).min(1),
  exportedAt: z.string(),
});
export type Header = z.infer<typeof Header>;

// Everything the port has: what this does not name would be lost, so it is refused, and the compiler sees to it that a
// new property is named here.
const commitShape = {
  stream: z.string().min(1),
  version: z.int().min(1),
  events: z.array(z.strictObject({ type: z.string().min(1), data: z.unknown() })).min(1),
  at: z.string(),
  commandId: z.string().min(1),
  follows: z.string().min(1).exactOptional(),
  bodyHash: z.string(),
  causationId: z.string().nullable(),
  principal: z.string(),
  previous: z
    .string()
    .regex(/^[1-9]\d*\.\d+$/)
    .nullable(),
  partitionKey: z.string(),
  traceparent: z.string().exactOptional(),
  tracestate: z.string().exactOptional(),
} satisfies Record<keyof Commit, z.ZodType>;

const StoredCommit: z.ZodType<Commit> = z.strictObject(commitShape);

const CommitLine = z.strictObject({
  kind: z.literal('commit'),
  service: z.string().min(1),
  /** Whether the bus of the old place had it; the bus of the new one has nothing, so there it is told again. */
  published: z.boolean(),
  commit: StoredCommit,
});
export type CommitLine = z.infer<typeof CommitLine>;

const SubjectLine = z.strictObject({
  kind: z.literal('subject'),
  subject: z.string().min(1),
  fields: z.record(z.string(), z.string()),
});
export type SubjectLine = z.infer<typeof SubjectLine>;

const RecordLine = z.strictObject({
  kind: z.literal('record'),
  set: z.string().min(1),
  key: z.string(),
  value: z.custom<object>((value) => typeof value === 'object' && value !== null, 'an object'),
  dueAt: z.number().exactOptional(),
  expiresAt: z.number().exactOptional(),
});
export type RecordLine = z.infer<typeof RecordLine>;

const Counts = z.record(z.string(), z.int().min(0));

/** What a file has, as its writer counted it. */
export const Contents = z.strictObject({
  /** By service. */
  commits: Counts,
  subjects: z.int().min(0),
  /** By set. */
  records: Counts,
  /** A fingerprint of each service's commits, whatever the order of the streams; one of all subjects. */
  truth: z.strictObject({ commits: z.record(z.string(), z.string()), subjects: z.string() }),
});
export type Contents = z.infer<typeof Contents>;

/** The last line; the SHA-256, in hex, is that of all lines before it with their line feeds. */
const Trailer = Contents.extend({ kind: z.literal('trailer'), sha256: z.string().regex(/^[0-9a-f]{64}$/) });
export type Trailer = z.infer<typeof Trailer>;

/** Any line but the first. */
export const Line = z.discriminatedUnion('kind', [CommitLine, SubjectLine, RecordLine, Trailer]);
export type Line = z.infer<typeof Line>;
export type Content = CommitLine | SubjectLine | RecordLine;
