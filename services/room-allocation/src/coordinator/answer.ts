import { minuteOf, type Reason } from '@huitang/contracts';
import { soughtGroups } from '../domain/allocation.ts';
import type { AllocationRefusal } from '../domain/allocator/allocation-problem.ts';
import { allocationStream } from '../domain/center-days.ts';
import { planOf, type StartGroup } from '../domain/wish-plan.ts';
import { concernedOf, cutOf, type KnownCenter } from '../facts.ts';
import { type Asked, demandedBy, take } from './asked.ts';
import type { Coordinator, Ended } from './coordinator.ts';
import { knownCenter } from './known-center.ts';
import { offersFor } from './offers.ts';
import { answerOnOneDay } from './on-one-day.ts';
import { answerOverDays } from './over-days.ts';
import { leaveRounds, releaseEarlier } from './release.ts';

/** Writes down every day that may come to hold something, before any does; undefined when this revision is over. */
async function seek(
  { allocations }: Coordinator,
  asked: Asked,
  known: KnownCenter,
): Promise<readonly StartGroup[] | undefined> {
  const { activityId, revision, centerId, wish } = asked;
  const groups = planOf(centerId, cutOf(known), wish.starts.map(minuteOf), wish, concernedOf(known, wish.needs));
  const outcome = await take(allocations, asked, {
    stream: allocationStream(activityId),
    name: 'seek',
    command: { type: 'Seek', activityId, revision, groups },
    // A center changed since the first try must not make it another step.
    body: { activityId, revision },
  });
  return outcome.ok ? soughtGroups(outcome.state, revision) : undefined;
}

/** The one center-day that a group's starts touch; undefined for several. */
const onlyDay = ({ days }: StartGroup): string | undefined => (days.length === 1 ? days[0] : undefined);

function answerGroup(
  coordinator: Coordinator,
  asked: Asked,
  known: KnownCenter,
  group: StartGroup,
  groups: readonly StartGroup[],
): Promise<Ended<AllocationRefusal>> {
  const day = onlyDay(group);
  if (day === undefined) return answerOverDays(coordinator, asked, known, group);
  const offered = groups.filter((other) => onlyDay(other) === day).flatMap(({ starts }) => starts);
  return answerOnOneDay(coordinator, asked, known, { ...group, day, offered });
}

const reasonsOf = (because: AllocationRefusal | undefined): Reason[] =>
  because ? [because.cause, ...because.missing] : [{ code: 'no-start-left' }];

/** An order moves nobody where any of its starts touches several days: no single commit could hold who makes way. */
const orderReasons = ({ wish, ordered }: Asked, groups: readonly StartGroup[]): Reason[] =>
  wish.displaces && ordered && groups.some((group) => onlyDay(group) === undefined)
    ? [{ code: 'order-over-days' }]
    : [];

async function refuse(
  coordinator: Coordinator,
  asked: Asked,
  known: KnownCenter,
  because: readonly Reason[],
): Promise<void> {
  const { activityId, revision, centerId } = asked;
  // By the center as it is now: something may have been closed while the wish was answered.
  const nearest = await offersFor(coordinator, asked, await knownCenter(coordinator, asked));
  await take(coordinator.allocations, asked, {
    stream: allocationStream(activityId),
    name: 'refuse',
    command: {
      type: 'Refuse',
      activityId,
      revision,
      centerId,
      centerVersion: known.version,
      reasons: because,
      nearest,
      demanded: demandedBy(asked),
    },
    body: { activityId, revision },
  });
}

/**
 * One answer for one revision: everything it needs at the first acceptable start where that can be had, or a refusal
 * with reasons and what can be had instead. Safe to repeat from the beginning, also beside another copy of itself:
 * starts that were passed over are marked so where they could have been granted, before a later one is tried.
 */
export async function answerWish(coordinator: Coordinator, asked: Asked): Promise<void> {
  const known = await knownCenter(coordinator, asked);
  const groups = await seek(coordinator, asked, known);
  if (!groups) return;
  await leaveRounds(coordinator, asked);
  let first: AllocationRefusal | undefined;
  for (const group of groups) {
    const ended = await answerGroup(coordinator, asked, known, group, groups);
    if (ended.outcome === 'granted') return releaseEarlier(coordinator, asked);
    if (ended.outcome === 'superseded' || ended.outcome === 'deferred') return;
    first ??= ended.because;
  }
  await refuse(coordinator, asked, known, [...reasonsOf(first), ...orderReasons(asked, groups)]);
}
