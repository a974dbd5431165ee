import type {
  CenterId,
  Interval,
  Kit,
  Minute,
  Need,
  Person,
  Reason,
  Resource,
  ResourceId,
  Room,
  Stop,
  Wish,
} from '@huitang/contracts';
import type { Barred } from './barred.ts';

/** Something already taken, buffers included. `activityId` names who has it. */
export interface Commitment extends Interval {
  readonly resourceId: string;
  readonly count: number;
  readonly activityId: string;
}

/** Not available in this interval; without `resourceId` the whole center. */
export interface Closure extends Interval {
  readonly resourceId?: string;
}

export interface AllocationRequest {
  readonly requestId: string;
  /** All acceptable starts, in the order of preference. */
  readonly starts: readonly Minute[];
  /** What minutes moved are counted from; the first start where there is no other. */
  readonly preferredStart: Minute;
  readonly durationMinutes: number;
  readonly headcount: number;
  readonly needs: readonly Need[];
  /** The kind's buffers; a resource's own are used where they are longer. */
  readonly setupMinutes: number;
  readonly teardownMinutes: number;
  /** The times are a fact: opening hours do not refuse them. */
  readonly asGiven: boolean;
  /** A resource's own setup minutes are not asked for. */
  readonly asFound?: boolean | undefined;
  /** What having it is worth beside others: more than 0; 1 where it is not told. */
  readonly weight?: number | undefined;
  /** What it may not be given, besides what is not suitable. */
  readonly barred?: readonly Barred[] | undefined;
  /** Who asks: in a batch, the first of each goes before the second ones of equal weight. */
  readonly organization?: string;
}

/** An activity that has its place and may move inside what its request offers, never out of it. */
export interface Tentative {
  readonly request: AllocationRequest;
  readonly assignment: Placed;
}

/** What one activity has: when, and which resources. */
export interface Placed {
  readonly start: Minute;
  readonly resourceIds: readonly ResourceId[];
  readonly claims: readonly PlannedClaim[];
}

/** How far the allocator looks before it gives up. Every number bounds a loop. */
export interface SearchBounds {
  /** Activities moved one because of the other: 2 moves a blocker and the one in its way. 0 moves nothing. */
  readonly chainDepth: number;
  /** Activities moved at once to make one place free. */
  readonly blockersMax: number;
  /** Activities tried to be moved for one request, all in all. */
  readonly nodesMax: number;
  /** Of a batch: how often a part of the answer is taken apart and put together anew, for each request. */
  readonly rounds: number;
  /** Of a batch: the same seed gives the same answer. */
  readonly seed: number;
}

export interface AllocationPolicy {
  readonly center: CenterId;
  /** When visitors are let in: sorted, disjoint, neighbours joined. Setup and teardown may lie outside. */
  readonly open: readonly Interval[];
  /** Claims that leave this interval are not made here: they need another way. */
  readonly within?: Interval;
  /** Starts nobody asked for that a refusal may offer. */
  readonly nearestStarts: readonly Minute[];
  readonly nearestMax: number;
  /** `arrival`: one after the other, each answered at once. `batch`: all together, for the greatest sum of weights. */
  readonly order?: 'arrival' | 'batch';
  readonly search?: Partial<SearchBounds>;
}

/** What can be had of a center, what is taken of it, and what is asked for. Plain data, whole minutes. */
export interface AllocationProblem {
  readonly rooms: readonly Room[];
  readonly pools: readonly (Person | Kit)[];
  readonly stops: readonly Stop[];
  readonly closures: readonly Closure[];
  /** Fixed: announced, pinned, held. None of them ever moves. */
  readonly commitments: readonly Commitment[];
  readonly tentative: readonly Tentative[];
  /** In the order of their arrival. */
  readonly requests: readonly AllocationRequest[];
  readonly policy: AllocationPolicy;
}

/** One resource taken for one half-open interval, buffers included. */
export interface PlannedClaim extends Interval {
  readonly resource: Resource;
  readonly role: Need['role'];
  readonly count: number;
}

export interface Assignment extends Placed {
  readonly requestId: string;
  /** Later than preferred; negative for earlier. */
  readonly movedMinutes: number;
  readonly wastedSeats: number;
  readonly reasons: readonly Reason[];
  /** The room's buffers as given, or the kind's where no room is needed. */
  readonly setupMinutes: number;
  readonly teardownMinutes: number;
}

/** What can be had instead; sent back as it is, it is granted. */
export interface Nearest {
  readonly start: Minute;
  readonly end: Minute;
  readonly resourceIds: readonly ResourceId[];
  readonly center: CenterId;
  /** `start`: another than wished. `room`: not the one room named. What a kind needs is never relaxed: it could not be sent back. */
  readonly relaxed: readonly string[];
}

export interface AllocationRefusal {
  readonly requestId: string;
  readonly cause: Reason;
  /** What stood in the way of the preferred start, resource by resource. */
  readonly missing: readonly Reason[];
  /** The activities that have what was asked for. For staff only. */
  readonly blockedBy: readonly string[];
  readonly nearest: readonly Nearest[];
}

/** An activity that has another place than it had: a tentative one, or one of the requests after it was first answered. */
export interface Move {
  readonly requestId: string;
  readonly from: Placed;
  readonly to: Assignment;
  /** The id of the request that was given what this one had. */
  readonly because: string;
}

export interface AllocationResult {
  readonly assignments: readonly Assignment[];
  readonly moves: readonly Move[];
  readonly refusals: readonly AllocationRefusal[];
  /** No answer is worth more than `upper`; `gap` is how far this one may be below it, as a share of it. */
  readonly bound?: { readonly upper: number; readonly gap: number; readonly proven: boolean };
}

/** What a wish asks for besides its starts. */
export type WishedTerms = Pick<
  Wish,
  'durationMinutes' | 'headcount' | 'needs' | 'setupMinutes' | 'teardownMinutes' | 'asGiven'
> & { readonly asFound?: boolean | undefined };
