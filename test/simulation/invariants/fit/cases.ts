import { type AllocationGranted, type Alternative, type CenterProfile, minuteOf, type Wish } from '@huitang/contracts';
import type { Commit } from '@huitang/runtime';
import { createCenters, type KnownCenters } from './centers.ts';
import { createClosures } from './closures.ts';
import { fitsAt, type Moment } from './fits.ts';
import { homeOf, type Lent, lentTo } from './lent.ts';
import { createRoundDays, type RoundDays } from './rounds.ts';
import { isBarred } from './rules.ts';
import { createTakings, type Span, type Taking } from './takings.ts';
import type { Asked } from './wishes.ts';

/** A wish with what it is decided by, from question to answer. */
export interface Case {
  readonly id: string;
  readonly asked: Asked;
  readonly span: Span;
  readonly profiles: readonly CenterProfile[];
}

/** Who of the people of neighbours may come, by their id. */
export type MayCome = (id: string) => boolean;

/** All that wishes were decided by, moment by moment, from the logs of room-allocation alone. */
export interface Cases {
  readonly centers: KnownCenters;
  readonly rounds: RoundDays;
  /** An answer of this commit is counted as given only once it has been judged. */
  committed(number: number, commit: Commit): void;
  judged(number: number, commit: Commit): void;
  of(answer: Pick<AllocationGranted, 'activityId'>, asked: Asked, number: number): Case;
  /** True where a start could be had at every moment. */
  couldBeHad(one: Case, start: string, mayCome: MayCome): boolean;
  /** True where what is offered could be had at no moment. */
  isVain(one: Case, offer: Alternative): boolean;
  withLent(profile: CenterProfile, wish: Wish): CenterProfile;
  /** What staff have settled in a round may be in other rooms than the wish names. */
  asSettled(one: Case, given: Pick<AllocationGranted, 'start'>): Wish;
}

/** The wish that an offer stands for when it is sent back as it stands. */
export function sentBack(wish: Wish, { relaxed }: Pick<Alternative, 'relaxed'>): Wish {
  if (!relaxed.includes('room')) return wish;
  const needs = wish.needs.map((need) => (need.role === 'room' ? { role: need.role, features: need.features } : need));
  return { ...wish, needs };
}

const only = (profile: CenterProfile, ids: readonly string[]): CenterProfile => ({
  ...profile,
  resources: profile.resources.filter(({ id }) => ids.includes(id)),
});

const isWithin = (start: number, { offerWithin }: Wish): boolean =>
  offerWithin !== undefined && minuteOf(offerWithin.from) <= start && start < minuteOf(offerWithin.to);

export function createCases(): Cases {
  const [centers, takings, closures, rounds] = [createCenters(), createTakings(), createClosures(), createRoundDays()];

  /** What was taken at any moment, or at all of them; and what was barred by any of the center's versions, or by all. */
  const whenever = ({ id, asked, span, profiles }: Case, profile: CenterProfile, which: 'ever' | 'always'): Moment => ({
    profile,
    taken: (resource): readonly Taking[] => [
      ...takings[`${which}Taken`](resource.id, span, id),
      ...closures[`${which}Taken`](homeOf(resource) ?? profile.id, resource, span),
    ],
    isBarred(resource, start) {
      const versions = profiles.flatMap(({ resources }) => resources.filter((one) => one.id === resource.id));
      const own = versions.length > 0 ? versions : [resource];
      const barred = (one: (typeof own)[number]): boolean => isBarred(one, asked, start);
      return which === 'ever' ? own.some(barred) : own.every(barred);
    },
  });

  const timeOf = ({ asked: { wish } }: Case, start: number) => ({ start, end: start + wish.durationMinutes });

  const isInRound = (one: Case, days: readonly string[]): boolean =>
    days.some((day) => rounds.everUnderWay(day, one.span));

  const ownDays = (one: Case, start: number): readonly string[] =>
    rounds.touched(one.asked.centerId, timeOf(one, start));

  /** What staff have settled is not asked about; nor is what no round can answer, as it lies on several days. */
  function isExcused(one: Case, start: number): boolean {
    const days = ownDays(one, start);
    return days.some((day) => rounds.isSettled(day, one.id)) || (days.length > 1 && isInRound(one, days));
  }

  const lendersOf = (profile: CenterProfile, wish: Wish): readonly Lent[] => lentTo(profile, wish, centers.now);

  /** Nobody is lent on the day of a round, neither by whoever has it nor to them. */
  function withPeople(one: Case, profile: CenterProfile, start: number, mayCome: MayCome): CenterProfile {
    const lent = lendersOf(profile, one.asked.wish).filter(({ id }) => mayCome(id));
    if (lent.length === 0 || isInRound(one, ownDays(one, start))) return profile;
    const lends = ({ home }: Lent): boolean => !isInRound(one, rounds.touchedByLent(home, timeOf(one, start)));
    return { ...profile, resources: [...profile.resources, ...lent.filter(lends)] };
  }

  /** What is offered of a center and of those who lend to it, but where all days they may come on are in rounds all the time. */
  function offered(one: Case, profile: CenterProfile, { start, resourceIds }: Alternative): CenterProfile {
    const waits = ({ home }: Lent): boolean =>
      rounds.touchedByLent(home, timeOf(one, minuteOf(start))).every((day) => rounds.alwaysUnderWay(day, one.span));
    const lent = lendersOf(profile, one.asked.wish).filter((who) => !waits(who));
    return only({ ...profile, resources: [...profile.resources, ...lent] }, resourceIds);
  }

  return {
    centers,
    rounds,
    committed(number, commit) {
      centers.committed(number, commit);
      closures.committed(number, commit);
      rounds.committed(number, commit);
    },
    judged: takings.committed,
    of({ activityId: id }, asked, to) {
      const span = { from: asked.number, to };
      return { id, asked, span, profiles: centers.during(asked.centerId, span) };
    },
    couldBeHad(one, wished, mayCome) {
      const start = minuteOf(wished);
      const fits = (profile: CenterProfile): boolean =>
        fitsAt(start, one.asked.wish, whenever(one, withPeople(one, profile, start, mayCome), 'ever'));
      return !isExcused(one, start) && one.profiles.every(fits);
    },
    isVain(one, offer) {
      const { wish, centerId } = one.asked;
      const start = minuteOf(offer.start);
      const could = one.profiles.some((profile) =>
        fitsAt(start, sentBack(wish, offer), whenever(one, offered(one, profile, offer), 'always')),
      );
      const days = rounds.touched(centerId, { start, end: start });
      const waits = days.length === 1 && days.some((day) => rounds.alwaysUnderWay(day, one.span));
      const isAsked = wish.starts.some((wished) => minuteOf(wished) === start);
      return (
        !could || waits || !(isAsked || isWithin(start, wish)) || minuteOf(offer.end) !== start + wish.durationMinutes
      );
    },
    asSettled(one, { start }) {
      const isSettled = ownDays(one, minuteOf(start)).some((day) => rounds.isSettled(day, one.id));
      return isSettled ? sentBack(one.asked.wish, { relaxed: ['room'] }) : one.asked.wish;
    },
    withLent: (profile, wish) => ({ ...profile, resources: [...profile.resources, ...lendersOf(profile, wish)] }),
  };
}
