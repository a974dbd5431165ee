import type {
  ActivityId,
  AllocationGranted,
  AllocationMoved,
  OrganizationId,
  Reason,
  RoundBound,
} from '@huitang/contracts';

/** Everybody's answer, as it would be published. */
export interface Solution {
  readonly centerVersion: number;
  /** How the solver ended; in every case but the first the answer is the best that was known without it. */
  readonly outcome: 'solved' | 'timed-out' | 'crashed';
  readonly granted: readonly AllocationGranted[];
  readonly moved: readonly AllocationMoved[];
  readonly refused: readonly {
    readonly activityId: ActivityId;
    readonly revision: number;
    readonly reasons: Reason[];
  }[];
  readonly bound?: RoundBound;
  /** What was added to the weight of the first wish of some organizations, so that the answer can be worked out again. */
  readonly credits: readonly { readonly organizationId: OrganizationId; readonly credit: number }[];
}
