import type { Claim, Resource } from '@huitang/contracts';
import type { StoredEvent } from '@huitang/runtime';
import { createCenters } from './fit/centers.ts';
import { type Given, givenBy } from './fit/given.ts';
import { isBarred } from './fit/rules.ts';
import { createWishes, numbered } from './fit/wishes.ts';
import type { Findings, Invariant } from './invariant.ts';

/** Whose place in a round staff have settled. */
const settledBy = ({ type, data }: StoredEvent): readonly string[] =>
  type === 'RoundAdjusted'
    ? (data as { readonly adjustments: readonly Given[] }).adjustments.map(({ activityId }) => activityId)
    : [];

/** Nobody is given what its rules of booking keep from them, nor moved to it: not by when they asked, not for what, not as who. */
export const rulesAreKept: Invariant = {
  name: 'I19 rules of booking are kept',
  watch() {
    const wishes = createWishes();
    const centers = createCenters();
    const settled = new Set<string>();

    /** As it was at any moment from question to answer. */
    function versionsOf({ resourceId, centerId }: Claim, given: Given, from: number): readonly Resource[] {
      const profiles = centers.during(centerId ?? given.centerId, { from, to: wishes.number() });
      return profiles.flatMap(({ resources }) => resources.filter(({ id }) => id === resourceId));
    }

    function against(given: Given): Findings {
      const asked = wishes.of(given);
      if (!asked || settled.has(given.activityId)) return [];
      const start = Date.parse(given.start) / 60_000;
      return given.claims.flatMap((claim) => {
        const versions = versionsOf(claim, given, asked.number);
        const isAgainst = versions.length > 0 && versions.every((one) => isBarred(one, asked, start));
        return isAgainst
          ? [
              `${numbered(given)} of ${asked.organizationId} has ${claim.resourceId} at ${given.start}, against its rules`,
            ]
          : [];
      });
    }

    return {
      committed(service, commit): Findings {
        wishes.committed(service, commit);
        if (service !== 'room-allocation') return [];
        centers.committed(wishes.number(), commit);
        for (const activityId of commit.events.flatMap(settledBy)) settled.add(activityId);
        return commit.events.flatMap((event) => {
          const given = givenBy(event);
          return given ? against(given) : [];
        });
      },
    };
  },
};
