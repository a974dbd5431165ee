/** Calls `run` at the times of a cron expression (seconds first, UTC), never twice at once in this process. */
export interface Ticker {
  every(name: string, cron: string, run: () => Promise<void>): () => Promise<void>;
}
