import { minuteOf } from '@huitang/contracts';
import type { AllocationRefusal } from '../domain/allocator/allocation-problem.ts';
import { widestSpan } from '../domain/allocator/buffers.ts';
import { allocationStream } from '../domain/center-days.ts';
import { elsewhereSought } from '../domain/sought.ts';
import { planOf } from '../domain/wish-plan.ts';
import { concernedOf, cutOf, type KnownCenter } from '../facts.ts';
import { type Asked, type Asking, take } from './asked.ts';
import { type Coordinator, type Ended, SUPERSEDED } from './coordinator.ts';
import { type Lender, lendersFor, lentDays, peopleOf } from './lenders.ts';
import { answerOverDays } from './over-days.ts';
import { type GroupOverDays, planOverDays } from './plan-over-days.ts';

/**
 * The starts of a wish once more, with all days of its own center and of the lenders that they could touch. They are
 * numbered on from those of the first time, so that what was given up then bars none of them. The way that somebody
 * comes is on days of the center they come from: none of its own is touched by that.
 */
export function groupsWith(asked: Asking, known: KnownCenter, lenders: readonly Lender[]): readonly GroupOverDays[] {
  const { wish, centerId } = asked;
  const own = concernedOf(known, wish.needs);
  const span = widestSpan(wish, [...own, ...peopleOf(lenders)]);
  return planOf(centerId, cutOf(known), wish.starts.map(minuteOf), wish, own).map((group) => {
    const touched = {
      start: Math.min(...group.starts) + span.start,
      end: Math.max(...group.starts) + span.end,
    };
    const lent = lenders.flatMap((lender) => lentDays(lender, touched));
    return { ...group, first: wish.starts.length + group.first, days: [...group.days, ...lent], lenders, touched };
  });
}

const without = (because: AllocationRefusal | undefined): Ended<AllocationRefusal> => ({
  outcome: 'without',
  ...(because && { because }),
});

/**
 * Writes down every center-day that may come to hold something, before any does; false when this revision is over. What was
 * written down before stays so, and is added to where the center has other neighbours by now, or they have farther to come.
 */
async function seekElsewhere(
  { allocations }: Coordinator,
  asked: Asked,
  groups: readonly GroupOverDays[],
): Promise<boolean> {
  const { activityId, revision } = asked;
  const stream = allocationStream(activityId);
  const days = [...new Set(groups.flatMap((group) => group.days))];
  for (let { state } = await allocations.load(stream); ; ) {
    const sought = elsewhereSought(state, revision);
    const missing = days.filter((day) => !sought?.includes(day));
    if (sought && missing.length === 0) return true;
    const outcome = await take(allocations, asked, {
      stream,
      // The first step may have been another copy's, with other days: to add to them is a step by what is added.
      name: ['seek-elsewhere', ...(sought ? missing : [])].join('/'),
      command: { type: 'SeekElsewhere', activityId, revision, days },
      // The centers may have changed since the first try; it is the same step all the same.
      body: { activityId, revision },
    });
    if (!outcome.ok) return false;
    state = outcome.state;
  }
}

/** Undefined where people were what was missing, or another copy of this request has found so before; else why they are not. */
async function uselessness(
  coordinator: Coordinator,
  asked: Asked,
  known: KnownCenter,
  groups: readonly GroupOverDays[],
): Promise<Ended<AllocationRefusal> | undefined> {
  const { state } = await coordinator.allocations.load(allocationStream(asked.activityId));
  if (state.refused.includes(asked.revision)) return without(undefined);
  if (elsewhereSought(state, asked.revision)) return undefined;
  let because: AllocationRefusal | undefined;
  for (const group of groups) {
    const plan = await planOverDays(coordinator, asked, known, group);
    if (plan.type !== 'impossible') return undefined;
    because ??= plan.because;
  }
  return without(because);
}

/**
 * What nobody at home could serve, with people of neighbouring centers: their way there and back is in what they are held
 * for, on the days of the center they come from. All or none, as over several days; own people are taken before others.
 */
export async function answerBorrowing(
  coordinator: Coordinator,
  asked: Asked,
  known: KnownCenter,
): Promise<Ended<AllocationRefusal>> {
  const lenders = await lendersFor(coordinator, known, asked.wish);
  if (lenders.length === 0) return without(undefined);
  const groups = groupsWith(asked, known, lenders);
  const useless = await uselessness(coordinator, asked, known, groups);
  if (useless) return useless;
  if (!(await seekElsewhere(coordinator, asked, groups))) return SUPERSEDED;
  let because: AllocationRefusal | undefined;
  for (const group of groups) {
    const ended = await answerOverDays(coordinator, asked, known, group);
    if (ended.outcome !== 'without') return ended;
    because ??= ended.because;
  }
  return without(because);
}
