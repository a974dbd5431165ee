import type { ActivityId, Order, RoundOpened } from '@huitang/contracts';
import { type PartedMap, valueIn } from './parted-map.ts';
import type { Solution } from './round-solution.ts';
import type { Adjustment, AskedWish, Collected } from './round-wish.ts';

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

/** Whether an answer is owed by a round that is under way. */
export const isWaiting = (
  round: DayRound | undefined,
  { activityId, revision }: Pick<AskedWish, 'activityId' | 'revision'>,
): boolean => isUnderWay(round) && collectedOf(round, activityId)?.asked.revision === revision;
