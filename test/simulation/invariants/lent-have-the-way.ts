import { type CenterProfile, type Claim, minuteOf, type Wish } from '@huitang/contracts';
import { createCenters } from './fit/centers.ts';
import { type Given, givenBy } from './fit/given.ts';
import { lentTo } from './fit/lent.ts';
import { createWishes, numbered } from './fit/wishes.ts';
import type { Findings, Invariant } from './invariant.ts';

/**
 * Whoever helps out in another center is lent by a neighbour of it, and held there from when they set out until they are
 * back: with that nobody is given twice (I1), so nobody is at two centers at once, nor on the way.
 */
export const lentHaveTheWay: Invariant = {
  name: 'I18 who is lent has the way',
  watch() {
    const wishes = createWishes();
    const centers = createCenters();

    function tooShort(claim: Claim, given: Given, profile: CenterProfile, wish: Wish): Findings {
      const what = `${numbered(given)} in ${given.centerId} has ${claim.resourceId}`;
      if (profile.resources.some(({ id }) => id === claim.resourceId)) return [];
      const lent = lentTo(profile, wish, centers.now).find(({ id }) => id === claim.resourceId);
      if (!lent) return [`${what}, whom none of its neighbours lends`];
      const from = minuteOf(given.start) - lent.setupMinutes;
      const to = minuteOf(given.end) + lent.teardownMinutes;
      if (minuteOf(claim.start) <= from && minuteOf(claim.end) >= to) return [];
      return [
        `${what} from ${claim.start} to ${claim.end}, for ${given.start} to ${given.end}: they need ${lent.setupMinutes} minutes before and ${lent.teardownMinutes} after`,
      ];
    }

    function wrongIn(given: Given): Findings {
      const profile = centers.at(given.centerId, given.centerVersion);
      const asked = wishes.of(given);
      if (!profile || !asked) return [];
      return given.claims.flatMap((claim) => tooShort(claim, given, profile, asked.wish));
    }

    return {
      committed(service, commit): Findings {
        wishes.committed(service, commit);
        if (service !== 'room-allocation') return [];
        centers.committed(wishes.number(), commit);
        return commit.events.flatMap((event) => {
          const given = givenBy(event);
          return given ? wrongIn(given) : [];
        });
      },
    };
  },
};
