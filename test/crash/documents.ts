/** What these checks read of an activity, as the API tells it. */
export interface Activity {
  readonly id: string;
  readonly status: 'proposed' | 'confirmed' | 'declined' | 'cancelled';
  readonly revision: number;
  readonly awaitsAnswer: boolean;
  /** False while what it was given may still move: then no feed has it. */
  readonly announced: boolean;
  /** While it may move: all starts it may have. */
  readonly window?: { readonly starts: readonly string[] };
  readonly title: string;
  readonly allocation?: Allocation;
}

interface Allocation {
  readonly revision: number;
  readonly title: string;
  readonly start: string;
  readonly end: string;
  /** Setup and teardown included. */
  readonly claims: readonly Taken[];
}

/** A resource taken for [start, end). */
export interface Taken {
  readonly resourceId: string;
  readonly start: string;
  readonly end: string;
  readonly count: number;
}

/** Room use, as the API tells it: what is taken of each resource, by whom. */
export interface ResourceUse {
  readonly id: string;
  readonly type: string;
  readonly capacity: number;
  readonly reservations: readonly (Omit<Taken, 'resourceId'> & { readonly activityId?: string })[];
}

export interface HistoryEntry {
  readonly by: string;
  readonly commandId: string;
}
