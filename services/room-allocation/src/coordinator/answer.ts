import { minuteOf } from '@huitang/contracts';
import type { AllocationRefusal } from '../domain/allocator/allocation-problem.ts';
import { allocationStream } from '../domain/center-days.ts';
import { type Exceeded, quotaReason } from '../domain/quota-month.ts';
import { quotaSought, soughtGroups } from '../domain/sought.ts';
import { planOf, type StartGroup } from '../domain/wish-plan.ts';
import { concernedOf, cutOf, type KnownCenter } from '../facts.ts';
import { type Asked, take } from './asked.ts';
import { answerBorrowing } from './borrow.ts';
import type { Answered, Coordinator, Ended } from './coordinator.ts';
import { isHadByOthers } from './had-by-others.ts';
import { knownCenter } from './known-center.ts';
import { isWantOfPeople } from './lenders.ts';
import { answerOnOneDay } from './on-one-day.ts';
import { answerOverDays } from './over-days.ts';
import {
  concludeEarlier,
  concludeSuperseded,
  deferQuota,
  giveBackQuota,
  holdQuota,
  keepQuota,
  quotaFor,
} from './quota.ts';
import { reasonsOf, refuse } from './refuse.ts';
import { leaveRounds, releaseEarlier } from './release.ts';

/** What a revision asked for, written down before anything is held for it. */
interface Sought {
  readonly groups: readonly StartGroup[];
  /** Where its minutes are counted. */
  readonly quota: string | undefined;
}

/** Writes down every stream that may come to hold something, before any does; undefined when this revision is over. */
async function seek(coordinator: Coordinator, asked: Asked, known: KnownCenter): Promise<Sought | undefined> {
  const { activityId, revision, centerId, wish } = asked;
  const groups = planOf(centerId, cutOf(known), wish.starts.map(minuteOf), wish, concernedOf(known, wish.needs));
  const quota = await quotaFor(coordinator, asked, known);
  const outcome = await take(coordinator.allocations, asked, {
    stream: allocationStream(activityId),
    name: 'seek',
    command: { type: 'Seek', activityId, revision, groups, ...(quota !== undefined && { quota }) },
    // A center changed since the first try must not make it another step.
    body: { activityId, revision },
  });
  if (!outcome.ok) return undefined;
  const { state } = outcome;
  return { groups: soughtGroups(state, revision), quota: quotaSought(state, revision) };
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

async function answerSought(
  coordinator: Coordinator,
  asked: Asked,
  known: KnownCenter,
  { groups }: Sought,
): Promise<Answered> {
  let first: AllocationRefusal | undefined;
  for (const group of groups) {
    const ended = await answerGroup(coordinator, asked, known, group, groups);
    if (ended.outcome !== 'without') return ended.outcome;
    first ??= ended.because;
  }
  const borrowed = await answerBorrowing(coordinator, asked, known);
  if (borrowed.outcome !== 'without') return borrowed.outcome;
  // Where people are what is missing, it is told with those who could have come.
  const because = isWantOfPeople(first?.cause) ? (borrowed.because ?? first) : first;
  return refuse(coordinator, asked, known, {
    reasons: reasonsOf(because),
    hadByOthers: await isHadByOthers(coordinator, asked, known),
  });
}

/** What is held, or was, goes the way of the answer: each step may be repeated. */
async function conclude(coordinator: Coordinator, asked: Asked, { quota }: Sought, answer: Answered): Promise<void> {
  switch (answer) {
    case 'granted':
      await releaseEarlier(coordinator, asked);
      return keepQuota(coordinator, asked, quota);
    case 'refused':
      await giveBackQuota(coordinator, asked, quota);
      return concludeEarlier(coordinator, asked);
    case 'deferred':
      return deferQuota(coordinator, asked, quota);
    case 'superseded':
      return quota === undefined ? undefined : concludeSuperseded(coordinator, asked);
  }
}

const isExceeded = (held: Awaited<ReturnType<typeof holdQuota>>): held is Exceeded => typeof held === 'object';

/**
 * One answer for one revision: everything it needs at the first acceptable start where that can be had, or a refusal
 * with reasons and what can be had instead. Safe to repeat from the beginning, also beside another copy of itself:
 * starts that were passed over are marked so where they could have been granted, before a later one is tried.
 */
export async function answerWish(coordinator: Coordinator, asked: Asked): Promise<void> {
  const known = await knownCenter(coordinator, asked);
  const sought = await seek(coordinator, asked, known);
  if (!sought) return concludeSuperseded(coordinator, asked);
  await leaveRounds(coordinator, asked);
  const held = await holdQuota(coordinator, asked, sought.quota);
  if (held === 'over') return;
  if (isExceeded(held)) {
    const because = { reasons: [quotaReason(held)], hadByOthers: false };
    await refuse(coordinator, asked, known, because);
    return concludeEarlier(coordinator, asked);
  }
  await conclude(coordinator, asked, sought, await answerSought(coordinator, asked, known, sought));
}
