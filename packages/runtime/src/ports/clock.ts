/** The only source of time below `main.ts`. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z. Never used as an order. */
  now(): number;
  /** Runs `task` once after at least `ms`; the returned function calls it off. Does not keep a process alive. */
  after(ms: number, task: () => void): () => void;
}
