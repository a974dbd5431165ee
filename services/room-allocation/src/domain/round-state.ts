import type {
  ActivityId,
  AllocationDeferred,
  AllocationGranted,
  AllocationMoved,
  CenterId,
  KindId,
  Minute,
  Order,
  OrganizationId,
  Reason,
  ResourceId,
  RoundBound,
  RoundGivenUp,
  RoundOpened,
  RoundPublished,
  Wish,
} from '@huitang/contracts';
import type { AllocationRequest } from './allocator/allocation-problem.ts';
import { emptyMap, type PartedMap, valueIn, withoutValue, withValue } from './parted-map.ts';
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

/** The newest round of a center-day. */
export interface DayRound extends Omit<RoundOpened, 'ordered'> {
  readonly ordered: Order;
  readonly status: 'open' | 'closed' | 'published' | 'given-up';
  /** The newest wish of each activity. */
  readonly collected: PartedMap<ActivityId, Collected>;
  readonly arrivals: number;
  readonly adjustments: readonly Adjustment[];
  /** Counts what a solution rests on: one that was begun before the last change is worth nothing. */
  readonly changes: number;
  readonly solution?: Solution;
  /** Once it is over: whether everybody has been answered. */
  readonly isSettled: boolean;
}

interface Numbered {
  readonly number: number;
}

export type RoundEvent =
  | { readonly type: 'RoundOpened'; readonly data: RoundOpened }
  | { readonly type: 'AllocationDeferred'; readonly data: AllocationDeferred }
  | { readonly type: 'RoundPublished'; readonly data: RoundPublished }
  | { readonly type: 'RoundGivenUp'; readonly data: RoundGivenUp }
  /** Private from here on. */
  | {
      readonly type: 'WishCollected';
      readonly data: JoiningWish & {
        readonly activityId: ActivityId;
        readonly revision: number;
        readonly late: boolean;
      };
    }
  | { readonly type: 'RoundClosed'; readonly data: Numbered & { readonly by?: string } }
  | { readonly type: 'RoundAdjusted'; readonly data: Numbered & { readonly adjustments: readonly Adjustment[] } }
  | { readonly type: 'RoundSolved'; readonly data: Numbered & Solution & { readonly changes: number } }
  | { readonly type: 'RoundSettled'; readonly data: Numbered };

const roundTypes: Readonly<Record<RoundEvent['type'], true>> = {
  RoundOpened: true,
  AllocationDeferred: true,
  RoundPublished: true,
  RoundGivenUp: true,
  WishCollected: true,
  RoundClosed: true,
  RoundAdjusted: true,
  RoundSolved: true,
  RoundSettled: true,
};

export const isRoundEvent = <E extends { readonly type: string }>(event: E | RoundEvent): event is RoundEvent =>
  Object.hasOwn(roundTypes, event.type);

type UnderWay = DayRound & { readonly status: 'open' | 'closed' };

/** Whether the day gives nothing away one by one. */
export const isUnderWay = (round: DayRound | undefined): round is UnderWay =>
  round !== undefined && (round.status === 'open' || round.status === 'closed');

export const collectedOf = (round: DayRound | undefined, activityId: ActivityId): Collected | undefined =>
  round && valueIn(round.collected, activityId);

/** Everybody collected, in the order of arrival. */
export const collectedIn = ({ collected }: DayRound): readonly Collected[] =>
  collected.parts.flatMap((part) => [...part.values()]).sort((a, b) => a.arrival - b.arrival);

/** Who is answered together. */
export const batchIn = (round: DayRound): readonly Collected[] => collectedIn(round).filter(({ late }) => !late);

/** What rested on the day as it was is worth nothing any more. */
export function changed({ solution: _, ...round }: DayRound): DayRound {
  return { ...round, changes: round.changes + 1 };
}

const opened = (data: RoundOpened): DayRound => ({
  ...data,
  status: 'open',
  collected: emptyMap(),
  arrivals: 0,
  adjustments: [],
  changes: 0,
  isSettled: false,
});

/** What staff have settled, but for the revisions of an activity before one: they did not see what that one asks for. */
const settledWithout = (
  { adjustments }: DayRound,
  activityId: ActivityId,
  beforeRevision: number,
): DayRound['adjustments'] =>
  adjustments.filter((one) => one.activityId !== activityId || one.revision >= beforeRevision);

function joined(round: DayRound, data: Extract<RoundEvent, { type: 'WishCollected' }>['data']): DayRound {
  const { activityId, revision, late, ...wish } = data;
  const before = collectedOf(round, activityId);
  const arrival = round.arrivals + 1;
  const collected = withValue(round.collected, activityId, { ...wish, late, arrival });
  const adjustments = settledWithout(round, activityId, revision);
  const next = { ...round, collected, adjustments, arrivals: arrival };
  // Who comes late changes nothing for the others, unless it was among them before.
  return late && (!before || before.late) ? next : changed(next);
}

/** The round without what an activity wants here up to a revision. */
export function withoutWish(round: DayRound, activityId: ActivityId, upToRevision: number): DayRound {
  const before = collectedOf(round, activityId);
  if (!before || before.asked.revision > upToRevision) return round;
  const adjustments = settledWithout(round, activityId, upToRevision + 1);
  return { ...round, collected: withoutValue(round.collected, activityId), adjustments };
}

/** The round after one of its own events. */
export function roundAfter(round: DayRound | undefined, event: RoundEvent): DayRound | undefined {
  if (event.type === 'RoundOpened') return opened(event.data);
  if (!round) return undefined;
  switch (event.type) {
    case 'WishCollected':
      return joined(round, event.data);
    case 'AllocationDeferred':
      return round;
    case 'RoundClosed':
      return { ...round, status: 'closed' };
    case 'RoundAdjusted':
      return changed({ ...round, adjustments: event.data.adjustments });
    case 'RoundSolved': {
      const { number: _, changes: __, ...solution } = event.data;
      return { ...round, solution };
    }
    case 'RoundPublished':
      return { ...round, status: 'published' };
    case 'RoundGivenUp':
      return { ...round, status: 'given-up' };
    case 'RoundSettled':
      return { ...round, isSettled: true };
  }
}

/** Whether an answer is owed by a round that is under way. */
export const isWaiting = (
  round: DayRound | undefined,
  { activityId, revision }: Pick<AskedWish, 'activityId' | 'revision'>,
): boolean => isUnderWay(round) && collectedOf(round, activityId)?.asked.revision === revision;
