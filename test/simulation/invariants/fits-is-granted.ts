import {
  type ActivityProposed,
  type AllocationDisplaced,
  type AllocationGranted,
  type AllocationRefused,
  type Alternative,
  type CenterProfile,
  minuteOf,
  type Wish,
} from '@huitang/contracts';
import { createCenters } from './fit/centers.ts';
import { createClosures } from './fit/closures.ts';
import { fitsAt, type Moment } from './fit/fits.ts';
import { wrongWith } from './fit/served.ts';
import { createTakings, type Span, type Taking } from './fit/takings.ts';
import type { Findings, Invariant } from './invariant.ts';

interface Asked {
  readonly centerId: string;
  readonly wish: Wish;
  /** The number of the commit that asked. */
  readonly number: number;
}

/** A wish with what it is decided by, from question to answer. */
interface Case {
  readonly id: string;
  readonly asked: Asked;
  readonly span: Span;
  readonly profiles: readonly CenterProfile[];
}

const numbered = ({ activityId, revision }: Pick<AllocationGranted, 'activityId' | 'revision'>): string =>
  `${activityId}#${revision}`;

/** The wish that an offer stands for when it is sent back as it stands. */
function sentBack(wish: Wish, { relaxed }: Pick<Alternative, 'relaxed'>): Wish {
  if (!relaxed.includes('room')) return wish;
  const needs = wish.needs.map((need) => (need.role === 'room' ? { role: need.role, features: need.features } : need));
  return { ...wish, needs };
}

const only = (profile: CenterProfile, ids: readonly string[]): CenterProfile => ({
  ...profile,
  resources: profile.resources.filter(({ id }) => ids.includes(id)),
});

function isWithin(start: number, { offerWithin }: Wish): boolean {
  return offerWithin !== undefined && minuteOf(offerWithin.from) <= start && start < minuteOf(offerWithin.to);
}

/**
 * No wish is refused, and no start of it passed over, that could have been had all the time from question to answer; what
 * is given is what was asked for, when the center is open; what a refusal offers could be had.
 */
export const fitsIsGranted: Invariant = {
  name: 'I3 what fits is granted',
  watch() {
    const centers = createCenters();
    const takings = createTakings();
    const closures = createClosures();
    const asked = new Map<string, Asked>();
    let number = 0;

    function caseOf(answer: Pick<AllocationGranted, 'activityId' | 'revision'>): Case | undefined {
      const known = asked.get(numbered(answer));
      if (!known) return undefined;
      const span = { from: known.number, to: number };
      return { id: answer.activityId, asked: known, span, profiles: centers.during(known.centerId, span) };
    }

    const whenever = ({ id, span }: Case, profile: CenterProfile, which: 'everTaken' | 'alwaysTaken'): Moment => ({
      profile,
      taken: (resource): readonly Taking[] => [
        ...takings[which](resource.id, span, id),
        ...closures[which](profile.id, resource, span),
      ],
    });

    /** Starts that could be had at every moment. */
    function passedOver(one: Case, starts: readonly string[]): readonly string[] {
      const fits = (start: string): boolean =>
        one.profiles.every((profile) => fitsAt(minuteOf(start), one.asked.wish, whenever(one, profile, 'everTaken')));
      return starts.filter(fits).slice(0, 1);
    }

    /** True where what is offered could be had at no moment. */
    function isVain(one: Case, offer: Alternative): boolean {
      const { wish } = one.asked;
      const start = minuteOf(offer.start);
      const could = one.profiles.some((profile) =>
        fitsAt(start, sentBack(wish, offer), whenever(one, only(profile, offer.resourceIds), 'alwaysTaken')),
      );
      const isAsked = wish.starts.some((wished) => minuteOf(wished) === start);
      return !could || !(isAsked || isWithin(start, wish)) || minuteOf(offer.end) !== start + wish.durationMinutes;
    }

    function refused(answer: AllocationRefused): Findings {
      const one = caseOf(answer);
      if (!one) return [`${numbered(answer)} is refused, and nobody asked for it`];
      const what = `${numbered(answer)} in ${one.asked.centerId}`;
      return [
        ...passedOver(one, one.asked.wish.starts).map((start) => `${what} is refused, and could be had at ${start}`),
        ...answer.nearest
          .filter((offer) => isVain(one, offer))
          .map(
            (offer) => `${what} is offered ${offer.resourceIds.join(' and ')} at ${offer.start}, and cannot have it`,
          ),
      ];
    }

    function granted(answer: AllocationGranted, isMove: boolean): Findings {
      const one = caseOf(answer);
      if (!one) return [`${numbered(answer)} is granted, and nobody asked for it`];
      const { wish, centerId } = one.asked;
      const profile = centers.at(centerId, answer.centerVersion);
      const place = wish.starts.findIndex((start) => minuteOf(start) === minuteOf(answer.start));
      const what = `${numbered(answer)} in ${centerId} is given ${answer.start}`;
      if (place < 0) return [`${what}, which it did not ask for`];
      const wrong = profile ? wrongWith(wish, answer, profile) : 'of a center that is not known';
      return [
        ...(wrong === undefined ? [] : [`${what}: ${wrong}`]),
        // Who makes way goes where it is least bad for all.
        ...passedOver(one, isMove ? [] : wish.starts.slice(0, place)).map(
          (start) => `${what}, and could have ${start}`,
        ),
      ];
    }

    /** What is held for whoever was displaced is what they had asked for, whatever its start, in the room named or another. */
    function displaced({ held, ...about }: AllocationDisplaced): Findings {
      const known = asked.get(numbered(about));
      const profile = known && centers.at(known.centerId, about.centerVersion);
      const wish = known && sentBack(known.wish, { relaxed: ['room'] });
      const wrong = held && wish && profile ? wrongWith(wish, held, profile) : undefined;
      return wrong === undefined ? [] : [`${numbered(about)} is displaced to ${held?.start}: ${wrong}`];
    }

    /** What room-allocation says of one wish. */
    function told(type: string, data: unknown): Findings {
      // What the log has was written by the schema of its type.
      if (type === 'AllocationRefused') return refused(data as AllocationRefused);
      if (type === 'AllocationDisplaced') return displaced(data as AllocationDisplaced);
      const isMove = type === 'AllocationMoved';
      return isMove || type === 'AllocationGranted' ? granted(data as AllocationGranted, isMove) : [];
    }

    return {
      committed(service, commit): Findings {
        number += 1;
        const { events } = commit;
        if (service === 'scheduling') {
          for (const { type, data } of events) {
            if (type !== 'ActivityProposed' && type !== 'ActivityRevised') continue;
            // What the log has was written by the schema of its type.
            const wished = data as ActivityProposed;
            asked.set(numbered(wished), { centerId: wished.centerId, wish: wished.wish, number });
          }
          return [];
        }
        if (service !== 'room-allocation') return [];
        centers.committed(number, commit);
        closures.committed(number, commit);
        const findings = events.flatMap(({ type, data }) => told(type, data));
        takings.committed(number, commit);
        return findings;
      },
    };
  },
};
