import type { ActivityId, CenterId, KindId, Minute, Order, OrganizationId, ResourceId, Wish } from '@huitang/contracts';
import type { AllocationRequest } from './allocator/allocation-problem.ts';
import type { Movable } from './tentative.ts';

/** One revision of one activity that asks for a place, with what it takes to ask again. */
export interface AskedWish {
  readonly activityId: ActivityId;
  readonly revision: number;
  readonly centerId: CenterId;
  readonly organizationId: OrganizationId;
  readonly kindId: KindId;
  readonly wish: Wish;
  /** When it was asked for: rules of how far ahead are counted from then, however late it is answered. */
  readonly askedAt: Minute;
  /** The id of the event: what every step is repeated by. */
  readonly causationId: string;
}

/** A wish as a round keeps it: what it accepts on this day. `request.starts[n]` is the wish's start `firstStart + n`. */
export interface JoiningWish {
  readonly asked: AskedWish;
  readonly request: AllocationRequest;
  readonly firstStart: number;
  readonly movable?: Movable;
}

export interface Collected extends JoiningWish {
  /** Counts those who joined. */
  readonly arrival: number;
  /** It came when the round was closed: it is answered after it, by itself. */
  readonly late: boolean;
}

/** What staff have settled for one wish of a round: for the revision that they saw, never for one that asks anew. */
export interface Adjustment {
  readonly activityId: ActivityId;
  readonly revision: number;
  readonly leftOut?: true;
  readonly start?: Minute;
  readonly rooms?: readonly ResourceId[];
  readonly ordered: Order;
}
