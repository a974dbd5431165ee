import type { AllocationRequest } from './allocation-problem.ts';
import { askFor, type Session } from './session.ts';

/** What one of weight 1 is worth beside a seat wasted or a minute moved. */
const WEIGHT_WORTH = 10_000;
/** What is added for the first of an organization; its second has half of it, and so on. Less than any weight is worth. */
const FIRST_WORTH = 2_000;

const weightOf = ({ weight = 1 }: AllocationRequest): number => weight;

/** The place of each request among those of its organization: the heaviest first, then in the order of arrival. */
function ranksOf(session: Session): ReadonlyMap<number, number> {
  const byOrganization = new Map<string, number[]>();
  session.activities.forEach(({ organization }, activity) => {
    if (organization === undefined || askFor(session, activity).options.length === 0) return;
    const known = byOrganization.get(organization);
    if (known) known.push(activity);
    else byOrganization.set(organization, [activity]);
  });
  const weight = (activity: number): number => weightOf(askFor(session, activity).request);
  const ranks = new Map<number, number>();
  for (const own of byOrganization.values()) {
    own.sort((a, b) => weight(b) - weight(a) || a - b);
    own.forEach((activity, index) => {
      ranks.set(activity, index + 1);
    });
  }
  return ranks;
}

/**
 * What each activity is worth when it has a place, before what that place costs: 10,000 for each weight, and less than
 * one weight more for those that are among the first of their organization, so that these go before others as heavy.
 */
export function worthsOf(session: Session): readonly number[] {
  const ranks = ranksOf(session);
  return session.activities.map((request, activity) => {
    const rank = ranks.get(activity);
    return WEIGHT_WORTH * weightOf(request) + (rank === undefined ? 0 : Math.floor(FIRST_WORTH / rank));
  });
}
