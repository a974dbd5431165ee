import { minuteOf, type Reason } from '@huitang/contracts';
import { Fault } from '@huitang/runtime';
import { soughtGroups } from '../domain/allocation.ts';
import type { AllocationRefusal } from '../domain/allocator/allocation-problem.ts';
import { allocationStream, centerStream } from '../domain/center-days.ts';
import { planOf, type StartGroup } from '../domain/wish-plan.ts';
import { concernedOf, cutOf, type KnownCenter } from '../facts.ts';
import { type Asked, demandedBy, take } from './asked.ts';
import type { Coordinator, Ended } from './coordinator.ts';
import { offersFor } from './offers.ts';
import { answerOnOneDay } from './on-one-day.ts';
import { answerOverDays } from './over-days.ts';
import { releaseEarlier } from './release.ts';

async function knownCenter({ centers }: Coordinator, { centerId }: Asked): Promise<KnownCenter> {
  const { state, version } = await centers.load(centerStream(centerId));
  // Scheduling takes proposals only for centers it has heard of, and it hears of them from here.
  if (!state) throw new Fault('unknown-center', `center ${centerId} is not open`, { retriable: false });
  return { center: state, version };
}

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

function answerGroup(
  coordinator: Coordinator,
  asked: Asked,
  known: KnownCenter,
  group: StartGroup,
): Promise<Ended<AllocationRefusal>> {
  const [day, ...others] = group.days;
  return day !== undefined && others.length === 0
    ? answerOnOneDay(coordinator, asked, known, { ...group, day })
    : answerOverDays(coordinator, asked, known, group);
}

const reasonsOf = (because: AllocationRefusal | undefined): Reason[] =>
  because ? [because.cause, ...because.missing] : [{ code: 'no-start-left' }];

async function refuse(
  coordinator: Coordinator,
  asked: Asked,
  known: KnownCenter,
  because: AllocationRefusal | undefined,
): Promise<void> {
  const { activityId, revision, centerId } = asked;
  const nearest = await offersFor(coordinator, asked, known);
  await take(coordinator.allocations, asked, {
    stream: allocationStream(activityId),
    name: 'refuse',
    command: {
      type: 'Refuse',
      activityId,
      revision,
      centerId,
      centerVersion: known.version,
      reasons: reasonsOf(because),
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
  let first: AllocationRefusal | undefined;
  for (const group of groups) {
    const ended = await answerGroup(coordinator, asked, known, group);
    if (ended.outcome === 'granted') return releaseEarlier(coordinator, asked);
    if (ended.outcome === 'superseded') return;
    first ??= ended.because;
  }
  await refuse(coordinator, asked, known, first);
}
