import type { Position } from '@huitang/contracts';

/** Where a group's positions outlive its process. */
export interface KeptPositions {
  /** Resolves with the number of their generation, where the engine has any. */
  begin(of: string): Promise<string | undefined>;
  /** The last event of a stream that has been applied, by this process or another; undefined also where nobody can tell yet. */
  last(stream: string): Promise<Position | undefined>;
  applied(stream: string, position: Position): void;
  save(): Promise<void>;
  rewind(of: string): Promise<void>;
}
