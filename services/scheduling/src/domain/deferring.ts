import type { ActivityDeferred, ActivityProposed, AllocationDeferred } from '@huitang/contracts';
import type { Activity } from './activity.ts';
import { type ActivityDecision, aboutOf, accept } from './decision.ts';

export type DeferringCommand = { readonly type: 'TakeDeferral'; readonly deferral: AllocationDeferred };

/** A wish that waits in the round of a day, or did when a newer one was asked for. */
export interface Waiting {
  readonly wish: ActivityProposed;
  readonly round: ActivityDeferred['round'];
}

/** The round that the newest wish waits in; undefined where it waits in none. */
export const roundOf = ({ awaitsAnswer, waiting, wished }: Activity): Waiting['round'] | undefined =>
  awaitsAnswer ? waiting.findLast(({ wish }) => wish.revision === wished.revision)?.round : undefined;

/**
 * The wish that a grant answers: the newest one; or one that waited in a round and was granted there before
 * room-allocation heard of a newer one. That holds until the newer one is granted, so it must not go unheard.
 */
export function grantedWish(activity: Activity, revision: number): ActivityProposed | undefined {
  const { status, awaitsAnswer, wished, confirmed, waiting } = activity;
  if (status === 'cancelled') return undefined;
  if (awaitsAnswer && wished.revision === revision) return wished;
  if ((confirmed?.revision ?? 0) >= revision) return undefined;
  return waiting.find(({ wish }) => wish.revision === revision)?.wish;
}

/** Those of them that may still be answered when a revision has been. */
export const waitingAfter = (waiting: readonly Waiting[], answered: number): readonly Waiting[] =>
  waiting.filter(({ wish }) => wish.revision > answered);

const isSameRound = (a: Waiting['round'], b: Waiting['round']): boolean =>
  a.date === b.date && a.closesAt === b.closesAt && a.publishesAt === b.publishesAt;

export function decideDeferral({ deferral }: DeferringCommand, activity: Activity): ActivityDecision {
  const { revision, date, closesAt, publishesAt, late } = deferral;
  if (!activity.awaitsAnswer || activity.wished.revision !== revision) return accept();
  const known = roundOf(activity);
  const round = { date, closesAt, publishesAt, ...(late && { late }) };
  if (known && isSameRound(known, round)) return accept();
  return accept({ type: 'ActivityDeferred', data: { ...aboutOf(activity.wished), round } });
}
