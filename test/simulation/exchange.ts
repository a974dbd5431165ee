/** A request as a client makes it. */
export interface Ask {
  readonly operationId: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** By their names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The Idempotency-Key. */
  readonly key?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** One request on its way: what was asked, and what came of it. A client that tries again makes another exchange. */
export interface Exchange {
  readonly client: string;
  readonly ask: Ask;
  /** Virtual milliseconds since 1970. */
  readonly sentAt: number;
  /** Absent while, or when, nobody answered in time. */
  answer?: Answer;
  answeredAt?: number;
}
