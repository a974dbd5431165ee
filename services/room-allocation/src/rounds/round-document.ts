import {
  type ActivityId,
  instantOf,
  type OrganizationId,
  type RoundDocument,
  type RoundProposal,
  type RoundState,
  type RoundSummary,
} from '@huitang/contracts';
import type { Collection } from '@huitang/runtime';
import type { Solution } from '../domain/round-solution.ts';
import { batchIn, collectedIn, collectedOf, type DayRound } from '../domain/round-state.ts';
import { type ActivityAbout, shownOf } from '../domain/shown.ts';

export type Abouts = Pick<Collection<ActivityAbout>, 'get'>;

function stateOf({ status, solution }: DayRound): RoundState {
  return status === 'closed' && solution ? 'solved' : status;
}

export function roundSummary(round: DayRound): RoundSummary {
  const { centerId, date, number, closesAt, publishesAt, ordered } = round;
  return { center: centerId, date, number, state: stateOf(round), closesAt, publishesAt, reason: ordered.reason };
}

interface Named {
  readonly activityId: ActivityId;
  readonly title: RoundProposal['granted'][number]['title'];
  readonly organization?: OrganizationId;
}

/** Names activities for staff: who asks, and the title as its audience allows. */
const namesIn =
  (round: DayRound, abouts: Abouts) =>
  async <T extends { readonly activityId: ActivityId }>(one: T): Promise<T & Named> => {
    const organization = collectedOf(round, one.activityId)?.asked.organizationId;
    const { title } = shownOf(one.activityId, await abouts.get(one.activityId));
    return { ...one, title, ...(organization && { organization }) };
  };

async function proposalOf(
  { outcome, bound, granted, moved, refused, credits }: Solution,
  named: ReturnType<typeof namesIn>,
): Promise<RoundProposal> {
  const placed = ({ activityId, revision, start, end, claims, reasons }: Solution['granted'][number]) =>
    named({ activityId, revision, start, end, claims, reasons });
  return {
    outcome,
    ...(bound && { bound }),
    granted: await Promise.all(granted.map(placed)),
    moved: await Promise.all(moved.map(placed)),
    refused: await Promise.all(refused.map(named)),
    credits: credits.map(({ organizationId, credit }) => ({ organization: organizationId, credit })),
  };
}

/** How a round stands, for everybody. */
export function roundDocument(round: DayRound): RoundDocument {
  const asked = batchIn(round).length;
  return { ...roundSummary(round), asked, late: collectedIn(round).length - asked };
}

/** The same for staff: who asks, what has been settled, who would get what. */
export async function roundForStaff(round: DayRound, abouts: Abouts): Promise<RoundDocument> {
  const named = namesIn(round, abouts);
  const { solution, adjustments } = round;
  const wishes = collectedIn(round).map(({ asked: { activityId, revision }, late, request }) =>
    named({ activityId, revision, late, starts: request.starts.map(instantOf) }),
  );
  return {
    ...roundDocument(round),
    wishes: await Promise.all(wishes),
    adjustments: adjustments.map(({ activityId, leftOut, start, rooms, ordered }) => ({
      activityId,
      ...(leftOut && { leftOut }),
      ...(start !== undefined && { start: instantOf(start) }),
      ...(rooms && { rooms: [...rooms] }),
      ...ordered,
    })),
    ...(solution && { proposal: await proposalOf(solution, named) }),
  };
}
