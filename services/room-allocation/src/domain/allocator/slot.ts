import type { Need } from '@huitang/contracts';
import type { Barred } from './barred.ts';

/** A resource that would do, and the minutes it is taken for, counted from the start. */
export interface Candidate {
  readonly resource: number;
  readonly from: number;
  readonly to: number;
  /** Seats that stay empty; 0 for what is not a room. */
  readonly wasted: number;
  /** Starts at which it may not be had. */
  readonly bounds: readonly Barred[];
}

/** One thing that is needed. Room and person slots are given different resources; kit and stops are what they are. */
export interface Slot {
  readonly role: Need['role'];
  readonly count: number;
  /** The best first. */
  readonly candidates: readonly Candidate[];
}
