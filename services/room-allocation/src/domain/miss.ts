import type { Reason } from '@huitang/contracts';

/** Why one need cannot be had at one start. */
export interface Miss {
  readonly cause: Reason;
  /** Resource by resource. */
  readonly details: readonly Reason[];
  readonly blockedBy: readonly string[];
}

export type Placed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly miss: Miss };

/** As many as somebody reads. */
export const DETAILS_MAX = 12;
