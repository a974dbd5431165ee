import type { Interval } from '@huitang/contracts';
import { allocate } from '../domain/allocator/allocate.ts';
import type {
  AllocationRefusal,
  AllocationResult,
  Assignment,
  Closure,
  Commitment,
} from '../domain/allocator/allocation-problem.ts';
import { type Borrowed, isBorrowed } from '../domain/allocator/borrowed.ts';
import { takenOn } from '../domain/center-day-state.ts';
import { centerOfStream, dayNameOfStream } from '../domain/center-days.ts';
import { closedOn } from '../domain/day-closures.ts';
import { type HoldRef, openHolds } from '../domain/day-holds.ts';
import { type DayRound, isUnderWay } from '../domain/round-state.ts';
import type { StartGroup } from '../domain/wish-plan.ts';
import { cutOf, type KnownCenter, spanOfDays } from '../facts.ts';
import { type Asking, isAtOnce, requestOf } from './asked.ts';
import type { Coordinator } from './coordinator.ts';
import { closuresFor, type Lender, lentClosures, peopleOf } from './lenders.ts';
import { mayDisplace, wayFor } from './way-for.ts';
import type { DayAt, WayOverDays } from './way-over-days.ts';

/** Starts with every center-day that they may touch, also those of centers that lend people for them. */
export type GroupOverDays = StartGroup & {
  readonly lenders?: readonly Lender[];
  /** With the way of those who are lent, which may begin before the first of its own center's days, or end after the last. */
  readonly touched?: Interval;
};

export interface Seen {
  readonly days: readonly DayAt[];
  readonly taken: readonly Commitment[];
  readonly takenForSure: readonly Commitment[];
  /** Also those that a center had not announced when it was read. */
  readonly closures: readonly Closure[];
  readonly holds: readonly (HoldRef & { readonly day: string })[];
  /** The rounds of these days that are under way. */
  readonly rounds: readonly { readonly day: string; readonly round: DayRound }[];
}

async function look({ days }: Coordinator, asked: Asking, { days: names, lenders = [] }: GroupOverDays): Promise<Seen> {
  const states = await Promise.all(names.map(async (day) => ({ day, state: (await days.load(day)).state })));
  return {
    days: states,
    taken: states.flatMap(({ state }) => takenOn(state, asked.activityId, { holds: true })),
    takenForSure: states.flatMap(({ state }) => takenOn(state, asked.activityId, { holds: false })),
    closures: states.flatMap(({ day, state }) => closuresFor(lenders, centerOfStream(day), closedOn(state.closures))),
    holds: states.flatMap(({ day, state }) => openHolds(state, asked.activityId).map((hold) => ({ ...hold, day }))),
    rounds: states.flatMap(({ day, state: { round } }) => (isUnderWay(round) ? [{ day, round }] : [])),
  };
}

/** What a round answers lies on its day alone. */
const notInRounds = ({ activityId }: Asking, { date, publishesAt }: DayRound): AllocationRefusal => ({
  requestId: activityId,
  cause: { code: 'round-open', values: { date, publishesAt } },
  missing: [],
  blockedBy: [],
  nearest: [],
});

/** The rounds that keep a wish out of a center's days. */
const roundsOf = (asked: Asking, { rounds }: Seen, centerId: string): readonly DayRound[] =>
  isAtOnce(asked) ? [] : rounds.filter(({ day }) => centerOfStream(day) === centerId).map(({ round }) => round);

type Plan =
  /** `over`: who has to make way for it, day by day. */
  | { readonly type: 'possible'; readonly assignment: Assignment; readonly over?: WayOverDays['over'] }
  /** Only holds that nobody has decided about stand in the way. */
  | { readonly type: 'held'; readonly holds: Seen['holds'] }
  | { readonly type: 'impossible'; readonly because: AllocationRefusal | undefined };

type Ask = (people: readonly Borrowed[], commitments: readonly Commitment[]) => AllocationResult;

/** The answer with as few borrowed as will do: whoever can be left out of those that it has is. */
function withFewest(ask: Ask, commitments: readonly Commitment[], assignment: Assignment): Assignment {
  const lent = assignment.claims.flatMap(({ resource }) => (isBorrowed(resource) ? [resource] : []));
  for (const one of lent) {
    const [fewer] = ask(
      lent.filter((other) => other !== one),
      commitments,
    ).assignments;
    if (fewer) return withFewest(ask, commitments, fewer);
  }
  return assignment;
}

const withTouched = (span: Interval, { touched = span }: GroupOverDays): Interval => ({
  start: Math.min(span.start, touched.start),
  end: Math.max(span.end, touched.end),
});

/** What could be had of these center-days as they stand. */
export async function planOverDays(
  coordinator: Coordinator,
  asked: Asking,
  known: KnownCenter,
  group: GroupOverDays,
): Promise<Plan> {
  const { days } = group;
  const seen = await look(coordinator, asked, group);
  const [round] = roundsOf(asked, seen, asked.centerId);
  if (round) return { type: 'impossible', because: notInRounds(asked, round) };
  const lenders = (group.lenders ?? []).filter(({ id }) => roundsOf(asked, seen, id).length === 0);
  const own = days.filter((day) => centerOfStream(day) === asked.centerId);
  const within = withTouched(spanOfDays(cutOf(known), own.map(dayNameOfStream)), group);
  const { open, ...facts } = coordinator.factsOf(known, asked.wish.needs, within);
  const closures = [...facts.closures, ...seen.closures, ...lentClosures(coordinator, lenders, within)];
  const lent = peopleOf(lenders);
  const request = requestOf(asked, group.starts, known, lent);
  const ask: Ask = (people, commitments) =>
    allocate({
      ...facts,
      pools: [...facts.pools, ...people],
      closures,
      commitments,
      tentative: [],
      requests: [request],
      policy: { center: asked.centerId, open, within, nearestStarts: [], nearestMax: 0 },
    });
  const answer = ask(lent, seen.taken);
  const [assignment] = answer.assignments;
  if (assignment) return { type: 'possible', assignment: withFewest(ask, seen.taken, assignment) };
  if (seen.holds.length > 0 && ask(lent, seen.takenForSure).assignments.length > 0)
    return { type: 'held', holds: seen.holds };
  const way =
    lent.length === 0 && mayDisplace(asked)
      ? wayFor(coordinator, asked, known, { seen, within, closures, group })
      : undefined;
  return way ? { type: 'possible', ...way } : { type: 'impossible', because: answer.refusals[0] };
}
