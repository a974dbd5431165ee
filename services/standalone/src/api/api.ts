/** One request to the HTTP API. */
export interface ApiCall {
  readonly method: 'get' | 'post';
  /** With OpenAPI's braces: `/api/centers/{id}`. */
  readonly path: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** JSON, or the text of a file when `contentType` says so. */
  readonly body?: unknown;
  readonly contentType?: string;
  /** The Idempotency-Key. */
  readonly key?: string;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** The HTTP API, wherever it is: of a server, or of services in this process that have no port. */
export interface Api {
  /** Resolves with whatever the answer says; rejects when there is none. */
  call(call: ApiCall): Promise<ApiAnswer>;
}
