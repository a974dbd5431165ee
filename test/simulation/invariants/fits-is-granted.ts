import { type AllocationDisplaced, type AllocationGranted, type AllocationRefused, minuteOf } from '@huitang/contracts';
import { type Case, createCases, type MayCome, sentBack } from './fit/cases.ts';
import { wrongWith } from './fit/served.ts';
import { createWishes, numbered } from './fit/wishes.ts';
import type { Findings, Invariant } from './invariant.ts';

/** Its own limit has refused it, whatever is free: that this was right is looked at where minutes are counted. */
const isForQuota = ({ reasons: [cause] }: Pick<AllocationRefused, 'reasons'>): boolean =>
  cause?.code === 'quota-exceeded';

const nobody: MayCome = () => false;
const everybody: MayCome = () => true;

/**
 * No wish is refused, and no start of it passed over, that could have been had all the time from question to answer; what
 * is given is what was asked for, when the center is open; what a refusal offers could be had.
 */
export const fitsIsGranted: Invariant = {
  name: 'I3 what fits is granted',
  watch() {
    const cases = createCases();
    const { centers, rounds } = cases;
    const wishes = createWishes();

    function caseOf(answer: Pick<AllocationGranted, 'activityId' | 'revision'>): Case | undefined {
      const known = wishes.of(answer);
      return known && cases.of(answer, known, wishes.number());
    }

    const passedOver = (one: Case, starts: readonly string[], mayCome: MayCome): readonly string[] =>
      starts.filter((start) => cases.couldBeHad(one, start, mayCome)).slice(0, 1);

    function refused(answer: AllocationRefused): Findings {
      const one = caseOf(answer);
      if (!one) return [`${numbered(answer)} is refused, and nobody asked for it`];
      const what = `${numbered(answer)} in ${one.asked.centerId}`;
      const starts = isForQuota(answer) ? [] : one.asked.wish.starts;
      return [
        ...passedOver(one, starts, everybody).map((start) => `${what} is refused, and could be had at ${start}`),
        ...answer.nearest
          .filter((offer) => cases.isVain(one, offer))
          .map(
            (offer) => `${what} is offered ${offer.resourceIds.join(' and ')} at ${offer.start}, and cannot have it`,
          ),
      ];
    }

    /** Starts that come before the one that is given: who is answered with a round has the best of its day for all. */
    function before(one: Case, { start, end, reasons }: AllocationGranted, starts: readonly string[]) {
      if (!reasons.some(({ code }) => code === 'round')) return starts;
      const dayOf = (from: string, to: string): readonly string[] =>
        rounds.touched(one.asked.centerId, { start: minuteOf(from), end: minuteOf(to) });
      const own = dayOf(start, end);
      return starts.filter((wished) => !dayOf(wished, wished).some((day) => own.includes(day)));
    }

    /** Own people come before others, and few before many, whatever the start; of starts with the same people the first. */
    function notPreferred(one: Case, answer: AllocationGranted, place: number): readonly string[] {
      const { starts } = one.asked.wish;
      const lent = answer.claims.flatMap(({ resourceId, centerId }) => (centerId === undefined ? [] : [resourceId]));
      const earlier = before(one, answer, starts.slice(0, place));
      if (lent.length === 0) return passedOver(one, earlier, nobody);
      return [...passedOver(one, starts, nobody), ...passedOver(one, earlier, (id) => lent.some((who) => who === id))];
    }

    function granted(answer: AllocationGranted, isMove: boolean): Findings {
      const one = caseOf(answer);
      if (!one) return [`${numbered(answer)} is granted, and nobody asked for it`];
      const { centerId } = one.asked;
      const wish = cases.asSettled(one, answer);
      const profile = centers.at(centerId, answer.centerVersion);
      const place = wish.starts.findIndex((start) => minuteOf(start) === minuteOf(answer.start));
      const what = `${numbered(answer)} in ${centerId} is given ${answer.start}`;
      if (place < 0) return [`${what}, which it did not ask for`];
      const wrong = profile ? wrongWith(wish, answer, cases.withLent(profile, wish)) : 'of a center that is not known';
      return [
        ...(wrong === undefined ? [] : [`${what}: ${wrong}`]),
        // Who makes way goes where it is least bad for all.
        ...(isMove ? [] : notPreferred(one, answer, place)).map((start) => `${what}, and could have ${start}`),
      ];
    }

    /** What is held for whoever was displaced is what they had asked for, whatever its start, in the room named or another. */
    function displaced({ held, ...about }: AllocationDisplaced): Findings {
      const known = wishes.of(about);
      const profile = known && centers.at(known.centerId, about.centerVersion);
      const wish = known && sentBack(known.wish, { relaxed: ['room'] });
      const wrong = held && wish && profile ? wrongWith(wish, held, cases.withLent(profile, wish)) : undefined;
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
        wishes.committed(service, commit);
        if (service !== 'room-allocation') return [];
        cases.committed(wishes.number(), commit);
        const findings = commit.events.flatMap(({ type, data }) => told(type, data));
        cases.judged(wishes.number(), commit);
        return findings;
      },
    };
  },
};
