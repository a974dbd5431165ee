/** The only source of randomness below `main.ts`. */
export interface Ids {
  /** A fresh UUID. */
  uuid(): string;
  /** A number in [0, 1), for jitter. */
  fraction(): number;
}
