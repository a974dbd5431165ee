import type { Reason } from '@huitang/contracts';

/** Why one need cannot be had at one start. */
export interface Miss {
  readonly cause: Reason;
  /** Resource by resource. */
  readonly details: readonly Reason[];
  /** Who has what was asked for, as numbers of the board. */
  readonly blockedBy: readonly number[];
}

/** As many as somebody reads. */
export const DETAILS_MAX = 12;
