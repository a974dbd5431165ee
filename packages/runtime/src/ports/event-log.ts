/** What happened, as kept in a stream: a type and plain JSON. */
export interface StoredEvent {
  readonly type: string;
  readonly data: unknown;
}

/**
 * What one command did to one stream. The record's key is (`stream`, `version`), so a taken key is the conflict;
 * (`stream`, `commandId`) is unique for ever, so a command is applied once.
 */
export interface Commit {
  readonly stream: string;
  /** 1 for a stream's first commit, without gaps. */
  readonly version: number;
  /** At least one. */
  readonly events: readonly StoredEvent[];
  /** RFC 3339 text; never an order. */
  readonly at: string;
  readonly commandId: string;
  /**
   * The commandId of the commit before it, which it was decided upon: when another one has that version, the append is a
   * conflict, however much this version is free. Absent for a stream's first commit.
   */
  readonly follows?: string;
  /** Of the command; the same `commandId` with another hash is a misuse. */
  readonly bodyHash: string;
  /** The id of the event this answers, or null for a person's command. */
  readonly causationId: string | null;
  /** Who asked: a principal's id, or `service:<name>`. */
  readonly principal: string;
  /** Where the stream's last public event before this commit stands (`version.index`), or null. */
  readonly previous: string | null;
  /** The bus key for the commit's public events. */
  readonly partitionKey: string;
  /** The trace it belongs to (W3C Trace Context), for its public events to carry on. Older commits have none. */
  readonly traceparent?: string;
  readonly tracestate?: string;
}

export interface CommitKey {
  readonly stream: string;
  readonly version: number;
}

export type AppendResult =
  | { readonly outcome: 'appended' }
  /** Another commit has this version, or the version before it is missing or another than this one `follows`. */
  | { readonly outcome: 'conflict' }
  /** The stream already has this commandId; `commit` is what it did then. */
  | { readonly outcome: 'duplicate'; readonly commit: Commit };

export interface CommitPage {
  readonly commits: readonly Commit[];
  /** Give it back to go on after this page. Opaque. */
  readonly cursor: string;
}

/** The append-only truth of one service. Faults are `Fault`s; those of a busy or absent store are retriable. */
export interface EventLog {
  /**
   * True when `append` accepts version n only if n−1 is there, and appends are carried out in the order of the calls.
   * Then commands of one stream may be decided before the commits they rest on are durable.
   */
  readonly appendsInOrder: boolean;
  /**
   * True when the public events of what `append` accepts are on the bus in the same moment, both or neither: then
   * `unpublished` has only what an earlier version left.
   */
  readonly publishes: boolean;
  /** The stream's commits from `fromVersion` (default 1) on, by version. Sees every commit acknowledged before the call. */
  read(stream: string, fromVersion?: number): Promise<readonly Commit[]>;
  /** Durable when it resolves with `appended`: the commit survives loss of power. */
  append(commit: Commit): Promise<AppendResult>;
  findCommand(stream: string, commandId: string): Promise<Commit | undefined>;
  /**
   * Commits with public events that wait for the bus, ordered by (stream, version), those that come after `after`; at most
   * `limit`. After version 0 of a stream come its own.
   */
  unpublished(limit: number, after?: CommitKey): Promise<readonly Commit[]>;
  markPublished(keys: readonly CommitKey[]): Promise<void>;
  /**
   * Every commit, in an order that keeps each stream's. No commit is left out for a reader that goes on from its cursor,
   * also one that became visible late. An empty page means: nothing new now.
   */
  all(cursor: string | undefined, limit: number): Promise<CommitPage>;
}
