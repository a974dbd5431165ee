export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
  /**
   * The address is a stranger's choice: nothing of this machine and of networks inside is asked unless whoever runs the
   * platform allows it (`http-inside`, final), a redirect is an answer, and only the beginning of an answer is read.
   */
  readonly outside?: true;
}

export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Outgoing HTTP. Rejects with a retriable `Fault` when no answer came in `timeoutMs`. */
export interface HttpClient {
  request(request: HttpRequest): Promise<HttpAnswer>;
}
