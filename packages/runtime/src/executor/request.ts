import type { Refusal } from '../decider.ts';

/** One command for one stream, with who asks and why. */
export interface Request<C> {
  readonly stream: string;
  readonly command: C;
  readonly commandId: string;
  readonly principal: string;
  readonly causationId?: string;
  /** The bus key of what it makes public: the center, or the stream. */
  readonly partitionKey: string;
  /** What tells this command from another one under its id; default the command. Without clock readings. */
  readonly body?: unknown;
}

/** The same commandId came with another command. */
export interface CommandReused extends Refusal {
  readonly code: 'command-reused';
}

export type Outcome<S, R extends Refusal> =
  | {
      readonly ok: true;
      readonly state: S;
      readonly version: number;
      /** The newest public event of the stream, for `?seen=`. */
      readonly position: string | null;
      /** True when this commandId had been carried out before; nothing was appended now. */
      readonly repeated: boolean;
      /** True when all was so already: nothing was appended, and the log will not know this commandId. */
      readonly unchanged: boolean;
    }
  | { readonly ok: false; readonly refusal: R | CommandReused; readonly state: S };

export interface Loaded<S> {
  readonly state: S;
  readonly version: number;
  readonly position: string | null;
}
